// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.kube;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** PEM files of certificates. */
public final class Certificates {

    private Certificates() {}

    /**
     * The certificates of a file, one or more, in its order.
     *
     * @throws IOException when the file cannot be read or holds none
     */
    public static List<X509Certificate> read(Path file) throws IOException {
        try (InputStream pem = Files.newInputStream(file)) {
            List<X509Certificate> certificates = new ArrayList<>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new IOException("the file " + file + " must hold PEM certificates, has none");
            }
            return certificates;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the file " + file + " must hold PEM certificates: " + unusable, unusable);
        }
    }

    /** Trust in what the certificates of a file have signed, and in nothing else. */
    public static X509TrustManager trustIn(Path file) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : read(file)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return (X509TrustManager) trust.getTrustManagers()[0];
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the certificates of " + file + " cannot be trusted: " + unusable, unusable);
        }
    }
}
