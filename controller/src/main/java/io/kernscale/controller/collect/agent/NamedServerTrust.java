// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts servers whose certificate is signed by the authority and has one DNS name. An agent is asked at its pod's
 * address, which no certificate can know; being an extended manager, this one is asked in place of the JDK's own check
 * that the certificate names the host of the URL.
 */
final class NamedServerTrust extends X509ExtendedTrustManager {

    /** {@code dNSName} of {@code GeneralName}, RFC 5280 4.2.1.6. */
    private static final Integer DNS_NAME = 2;

    private final X509TrustManager authority;
    private final String serverName;

    NamedServerTrust(X509TrustManager authority, String serverName) {
        this.authority = authority;
        this.serverName = serverName;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authority.checkServerTrusted(chain, authType);
        Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
        boolean named = names != null
                && names.stream().anyMatch(name -> DNS_NAME.equals(name.get(0)) && serverName.equals(name.get(1)));
        if (!named) {
            throw new CertificateException(
                    "the agent's certificate must have the DNS name " + serverName + ", has: " + names);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the controller is no server to agents");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authority.getAcceptedIssuers();
    }
}
