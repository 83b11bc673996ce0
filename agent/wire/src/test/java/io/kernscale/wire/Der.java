// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** As much DER as a test's certificates need: RFC 5280 4.1, X.690 8. */
final class Der {

    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int SEQUENCE = 0x30;
    static final int VERSION = 0xa0;
    static final int EXTENSIONS = 0xa3;
    static final int DNS_NAME = 0x82;
    static final int IP_ADDRESS = 0x87;

    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SET = 0x31;

    private static final Map<String, byte[]> ATTRIBUTES = Map.of("CN", oid("550403"), "O", oid("55040a"));

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    /** Example: {@code CN=front-proxy-client,O=ops+O=dev}. */
    static byte[] name(String subject) {
        return tlv(
                SEQUENCE,
                Arrays.stream(subject.split(",")).map(Der::relativeName).toArray(byte[][]::new));
    }

    /** A set, of which DER wants the smallest first. */
    private static byte[] relativeName(String text) {
        return tlv(
                SET,
                Arrays.stream(text.split("\\+"))
                        .map(Der::attribute)
                        .sorted(Arrays::compareUnsigned)
                        .toArray(byte[][]::new));
    }

    private static byte[] attribute(String text) {
        int equals = text.indexOf('=');
        byte[] value = tlv(UTF8_STRING, text.substring(equals + 1).getBytes(UTF_8));
        return tlv(SEQUENCE, ATTRIBUTES.get(text.substring(0, equals)), value);
    }

    static byte[] time(Instant instant) {
        return tlv(UTC_TIME, UTC.format(instant).getBytes(US_ASCII));
    }

    /** An extension whose value is a sequence. */
    static byte[] extension(byte[] id, byte[]... members) {
        return tlv(SEQUENCE, id, tlv(OCTET_STRING, tlv(SEQUENCE, members)));
    }

    static byte[] oid(String hex) {
        return tlv(OBJECT_ID, HexFormat.of().parseHex(hex));
    }

    /** Tag, length and value. */
    static byte[] tlv(int tag, byte[]... parts) {
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

    static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
