// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static io.kernscale.wire.Der.extension;
import static io.kernscale.wire.Der.oid;
import static io.kernscale.wire.Der.tlv;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority of a test. The JDK has no public API that signs certificates, and a keytool process each takes
 * seconds on a busy machine: so they are written here.
 */
public final class TestAuthority {

    private static final byte[] ECDSA_WITH_SHA256 = oid("2a8648ce3d040302");
    private static final byte[] BASIC_CONSTRAINTS = oid("551d13");
    private static final byte[] SUBJECT_ALT_NAME = oid("551d11");
    private static final byte[] EXTENDED_KEY_USAGE = oid("551d25");
    private static final byte[] SERVER_AUTH = oid("2b06010505070301");
    private static final byte[] CLIENT_AUTH = oid("2b06010505070302");
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private static final Duration LONG_AGO = Duration.ofDays(3);

    private final String name;
    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;
    private int serial;

    /** A certificate with its key. */
    public record Identity(X509Certificate certificate, PrivateKey key) {

        public void write(Path certificateFile, Path keyFile) {
            try {
                Files.writeString(certificateFile, pem("CERTIFICATE", encoded(certificate)));
                Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public TestAuthority(String commonName) {
        this.name = "CN=" + commonName;
        this.certificate =
                sign(name, keys, Instant.now(), extension(BASIC_CONSTRAINTS, tlv(Der.BOOLEAN, new byte[] {-1})));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** The authority's own certificate. */
    public String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /** A client's. @param subject {@code CN=front-proxy-client,O=org} */
    public Identity client(String subject) {
        return client(subject, Instant.now());
    }

    /** A client's that was good until a day ago. */
    public Identity expired(String subject) {
        return client(subject, Instant.now().minus(LONG_AGO));
    }

    private Identity client(String subject, Instant from) {
        return issue(subject, from, extension(EXTENDED_KEY_USAGE, CLIENT_AUTH));
    }

    /** A server's on the loopback, and by its subject's common name. */
    public Identity server(String subject) {
        String commonName = subject.replaceFirst("CN=", "");
        byte[] names = extension(
                SUBJECT_ALT_NAME, tlv(Der.IP_ADDRESS, LOOPBACK), tlv(Der.DNS_NAME, commonName.getBytes(US_ASCII)));
        return issue(subject, Instant.now(), Der.concat(names, extension(EXTENDED_KEY_USAGE, SERVER_AUTH)));
    }

    /** A server's files for one DNS name, as Kubernetes mounts a Secret: over those that are there. */
    public Path server(Path directory, String dnsName) {
        return server(directory, dnsName, Instant.now());
    }

    public Path expiredServer(Path directory, String dnsName) {
        return server(directory, dnsName, Instant.now().minus(LONG_AGO));
    }

    private Path server(Path directory, String dnsName, Instant from) {
        byte[] names = extension(SUBJECT_ALT_NAME, tlv(Der.DNS_NAME, dnsName.getBytes(US_ASCII)));
        return write(
                directory, issue("CN=server", from, Der.concat(names, extension(EXTENDED_KEY_USAGE, SERVER_AUTH))));
    }

    /** A client's files, in the same way. */
    public Path client(Path directory) {
        return write(directory, client("CN=client"));
    }

    public Path expiredClient(Path directory) {
        return write(directory, expired("CN=client"));
    }

    private Path write(Path directory, Identity identity) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("ca.crt"), pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        identity.write(directory.resolve("tls.crt"), directory.resolve("tls.key"));
        return directory;
    }

    private Identity issue(String subject, Instant from, byte[] extensions) {
        KeyPair own = newKeys();
        return new Identity(sign(subject, own, from, extensions), own.getPrivate());
    }

    /** A certificate that is good for two days from a minute before {@code from}. */
    private X509Certificate sign(String subject, KeyPair own, Instant from, byte[] extensions) {
        byte[] algorithm = tlv(Der.SEQUENCE, ECDSA_WITH_SHA256);
        byte[] toBeSigned = tlv(
                Der.SEQUENCE,
                tlv(Der.VERSION, tlv(Der.INTEGER, new byte[] {2})),
                tlv(Der.INTEGER, new byte[] {(byte) ++serial}),
                algorithm,
                Der.name(name),
                tlv(Der.SEQUENCE, Der.time(from.minusSeconds(60)), Der.time(from.plus(Duration.ofDays(2)))),
                Der.name(subject),
                own.getPublic().getEncoded(),
                tlv(Der.EXTENSIONS, tlv(Der.SEQUENCE, extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(toBeSigned);
            byte[] signed =
                    tlv(Der.SEQUENCE, toBeSigned, algorithm, tlv(Der.BIT_STRING, new byte[] {0}, signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a client that trusts servers of this authority, and shows these certificates. */
    public SSLContext context(Identity... shown) {
        try {
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = emptyStore();
            for (Identity one : shown) {
                own.setKeyEntry("own", one.key(), new char[0], new Certificate[] {one.certificate()});
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
