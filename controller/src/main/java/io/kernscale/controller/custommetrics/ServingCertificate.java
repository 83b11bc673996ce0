// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The certificate that the port shows: the SSL bundle's, and its successor's once the files have changed. */
final class ServingCertificate extends X509ExtendedKeyManager {

    static final String BUNDLE = "custom-metrics";

    private static final Logger log = LoggerFactory.getLogger(ServingCertificate.class);

    private volatile X509ExtendedKeyManager current;

    ServingCertificate(SslBundles bundles) {
        this.current = keys(bundle(bundles));
        bundles.addBundleUpdateHandler(BUNDLE, bundle -> {
            current = keys(bundle);
            log.info("the certificate of the custom metrics API was renewed");
        });
    }

    private static SslBundle bundle(SslBundles bundles) {
        try {
            return bundles.getBundle(BUNDLE);
        } catch (NoSuchSslBundleException e) {
            String prefix = "spring.ssl.bundle.pem." + BUNDLE + ".keystore.";
            throw new IllegalArgumentException(
                    "kernscale.custom-metrics.enabled needs a certificate: set " + prefix + "certificate and " + prefix
                            + "private-key to PEM files",
                    e);
        }
    }

    private static X509ExtendedKeyManager keys(SslBundle bundle) {
        KeyManager[] managers = bundle.getManagers().getKeyManagers();
        return Arrays.stream(managers)
                .filter(X509ExtendedKeyManager.class::isInstance)
                .map(X509ExtendedKeyManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("SSL bundle " + BUNDLE + " holds no key"));
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // of a server
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null; // of a server
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return current.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return current.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return current.chooseEngineServerAlias(keyType, issuers, engine);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return current.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return current.getPrivateKey(alias);
    }
}
