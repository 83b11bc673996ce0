// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A certificate authority of a test. Writes {@code tls.crt}, {@code tls.key} and {@code ca.crt} into directories, as
 * Kubernetes mounts a Secret. The JDK has no public API that signs certificates, and a keytool process each takes seconds
 * on a busy machine: so here is as much DER as it needs (RFC 5280 4.1, X.690 8).
 */
public final class TestAuthority {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int DNS_NAME = 0x82;

    private static final byte[] ECDSA_WITH_SHA256 = oid("2a8648ce3d040302");
    private static final byte[] COMMON_NAME = oid("550403");
    private static final byte[] BASIC_CONSTRAINTS = oid("551d13");
    private static final byte[] SUBJECT_ALT_NAME = oid("551d11");
    private static final byte[] EXTENDED_KEY_USAGE = oid("551d25");
    private static final byte[] SERVER_AUTH = oid("2b06010505070301");
    private static final byte[] CLIENT_AUTH = oid("2b06010505070302");

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String name;
    private final KeyPair keys = newKeys();
    private final byte[] certificate;
    private int serial;

    public TestAuthority(String name) {
        this.name = name;
        this.certificate = sign(name, keys, Instant.now(), extension(BASIC_CONSTRAINTS, tlv(BOOLEAN, new byte[] {-1})));
    }

    /** A server's certificate for one DNS name. */
    public Path server(Path directory, String dnsName) {
        return server(directory, dnsName, Instant.now());
    }

    public Path expiredServer(Path directory, String dnsName) {
        return server(directory, dnsName, Instant.now().minus(Duration.ofDays(3)));
    }

    private Path server(Path directory, String dnsName, Instant from) {
        byte[] names = extension(SUBJECT_ALT_NAME, tlv(DNS_NAME, dnsName.getBytes(US_ASCII)));
        return issue(directory, "server", from, concat(names, extension(EXTENDED_KEY_USAGE, SERVER_AUTH)));
    }

    public Path client(Path directory) {
        return client(directory, Instant.now());
    }

    public Path expiredClient(Path directory) {
        return client(directory, Instant.now().minus(Duration.ofDays(3)));
    }

    private Path client(Path directory, Instant from) {
        return issue(directory, "client", from, extension(EXTENDED_KEY_USAGE, CLIENT_AUTH));
    }

    /** Writes over the files that are there. */
    private Path issue(Path directory, String subject, Instant from, byte[] extensions) {
        KeyPair own = newKeys();
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("ca.crt"), pem("CERTIFICATE", certificate));
            Files.writeString(directory.resolve("tls.crt"), pem("CERTIFICATE", sign(subject, own, from, extensions)));
            Files.writeString(
                    directory.resolve("tls.key"),
                    pem("PRIVATE KEY", own.getPrivate().getEncoded()));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
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

    /** A certificate that is good for two days from a minute before {@code from}. */
    private byte[] sign(String subject, KeyPair own, Instant from, byte[] extensions) {
        byte[] algorithm = tlv(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] toBeSigned = tlv(
                SEQUENCE,
                tlv(VERSION, tlv(INTEGER, new byte[] {2})),
                tlv(INTEGER, new byte[] {(byte) ++serial}),
                algorithm,
                name(name),
                tlv(SEQUENCE, time(from.minusSeconds(60)), time(from.plus(Duration.ofDays(2)))),
                name(subject),
                own.getPublic().getEncoded(),
                tlv(EXTENSIONS, tlv(SEQUENCE, extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(toBeSigned);
            return tlv(SEQUENCE, toBeSigned, algorithm, tlv(BIT_STRING, new byte[] {0}, signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] name(String commonName) {
        byte[] value = tlv(UTF8_STRING, commonName.getBytes(UTF_8));
        return tlv(SEQUENCE, tlv(SET, tlv(SEQUENCE, COMMON_NAME, value)));
    }

    private static byte[] time(Instant instant) {
        return tlv(UTC_TIME, UTC.format(instant).getBytes(US_ASCII));
    }

    /** An extension whose value is a sequence of one. */
    private static byte[] extension(byte[] id, byte[] member) {
        return tlv(SEQUENCE, id, tlv(OCTET_STRING, tlv(SEQUENCE, member)));
    }

    private static byte[] oid(String hex) {
        return tlv(OBJECT_ID, HexFormat.of().parseHex(hex));
    }

    /** Tag, length and value. */
    private static byte[] tlv(int tag, byte[]... parts) {
        byte[] value = concat(parts);
        var out = new ByteArrayOutputStream();
        out.write(tag);
        out.writeBytes(length(value.length));
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** In as few bytes as hold it: the JDK checks signatures over its own encoding of what it has read. */
    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
