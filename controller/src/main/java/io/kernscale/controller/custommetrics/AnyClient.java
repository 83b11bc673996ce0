// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets every client finish the handshake. TLS has proven by then that it holds the key of the certificate that it shows;
 * whether that proves anything is for {@link Authenticator}, by what the cluster says at the time of each request. A
 * trust manager would be asked once a connection, and refuse without a sentence.
 */
final class AnyClient extends X509ExtendedTrustManager {

    private static final X509Certificate[] ANY = {};

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("of a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {
        throw new UnsupportedOperationException("of a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {
        throw new UnsupportedOperationException("of a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return ANY;
    }
}
