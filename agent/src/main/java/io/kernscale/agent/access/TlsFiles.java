// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import io.kernscale.agent.kube.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * A directory with {@code tls.crt}, {@code tls.key} and {@code ca.crt}, as Kubernetes mounts a Secret of type {@code
 * kubernetes.io/tls} and cert-manager writes one.
 */
record TlsFiles(Path directory) {

    private static final char[] NO_PASSWORD = new char[0];
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /** What the files say now. */
    record Content(X509ExtendedKeyManager keys, X509TrustManager trust) {}

    /** Differs when a file was written anew; the kubelet swaps the directory behind a link. */
    record Stamp(List<FileTime> times, List<Path> paths) {}

    private List<Path> files() {
        return List.of(directory.resolve("tls.crt"), directory.resolve("tls.key"), directory.resolve("ca.crt"));
    }

    Stamp stamp() throws IOException {
        List<FileTime> times = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        for (Path file : files()) {
            times.add(Files.getLastModifiedTime(file));
            paths.add(file.toRealPath());
        }
        return new Stamp(times, paths);
    }

    /** @throws IOException when a file is missing or is not what it should be */
    Content read() throws IOException {
        List<X509Certificate> chain = Certificates.read(directory.resolve("tls.crt"));
        PrivateKey key = key(chain.getFirst().getPublicKey().getAlgorithm());
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return new Content(
                    (X509ExtendedKeyManager) keys.getKeyManagers()[0],
                    Certificates.trustIn(directory.resolve("ca.crt")));
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate and key in " + directory + " cannot be used: " + e, e);
        }
    }

    private PrivateKey key(String algorithm) throws IOException {
        Path file = directory.resolve("tls.key");
        Matcher pem = PKCS8.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IOException(
                    "the file " + file + " must hold a PKCS #8 key (BEGIN PRIVATE KEY); write it with openssl"
                            + " pkcs8 -topk8 -nocrypt, or with encoding: PKCS8 in a cert-manager Certificate's privateKey");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "the key in " + file + " must be the certificate's, of type " + algorithm + ": " + e, e);
        }
    }
}
