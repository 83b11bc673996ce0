// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test. */
public final class TestAuthority {

    private static final AtomicLong SERIALS = new AtomicLong(1);
    private static final Duration BACKDATED = Duration.ofDays(30);

    private final KeyPair keys = newKeys();
    private final X500Name name;
    private final X509Certificate certificate;

    /** A certificate with its key. */
    public record Identity(X509Certificate certificate, PrivateKey key) {

        /** As a mounted Secret has them. */
        public void write(Path certificateFile, Path keyFile) throws IOException {
            Files.writeString(certificateFile, pem("CERTIFICATE", encoded(certificate)));
            Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
        }
    }

    public TestAuthority(String commonName) {
        this.name = new X500Name("CN=" + commonName);
        this.certificate = signed(name, keys, Duration.ofDays(1), builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        });
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
        return issue(subject, Duration.ofHours(1), KeyPurposeId.id_kp_clientAuth);
    }

    /** A client's that was good until a minute ago. */
    public Identity expired(String subject) {
        return issue(subject, Duration.ofMinutes(-1), KeyPurposeId.id_kp_clientAuth);
    }

    /** A server's on the loopback, and by its subject's common name. */
    public Identity server(String subject) {
        return issue(subject, Duration.ofHours(1), KeyPurposeId.id_kp_serverAuth);
    }

    private Identity issue(String subject, Duration validFor, KeyPurposeId purpose) {
        KeyPair own = newKeys();
        X509Certificate issued = signed(new X500Name(subject), own, validFor, builder -> {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, subject.replaceFirst("CN=", ""))
            }));
        });
        return new Identity(issued, own.getPrivate());
    }

    private interface Extensions {
        void addTo(JcaX509v3CertificateBuilder builder) throws CertIOException;
    }

    private X509Certificate signed(X500Name subject, KeyPair own, Duration validFor, Extensions extensions) {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(validFor)),
                subject,
                own.getPublic());
        try {
            extensions.addTo(builder);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a client that trusts servers of this authority, and shows these certificates. */
    public SSLContext context(Identity... shown) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
            own.load(null, null);
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

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(Arrays.copyOf(bytes, bytes.length));
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
