// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import org.jspecify.annotations.Nullable;

/**
 * A numeric address, 128 bits in network order; IPv4 as {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2), so that an address
 * is equal to itself however it is spelled.
 *
 * @param high the first eight bytes
 * @param low  the last eight
 */
public record IpAddress(long high, long low) {

    /** Bits before the first one of an IPv4 address. */
    static final int IPV4_OFFSET_BITS = 96;

    static final int BITS = 128;

    private static final long MAPPED_PREFIX = 0xffffL << 32;
    private static final int LOOPBACK_NET = 127;
    private static final int OCTETS = 4;

    /** The address, whatever zone it names; null when the text is none. Asks no name server. */
    static @Nullable IpAddress parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text, 0, text.length()) : Ipv6Text.read(text);
    }

    /** The address that stands between these places of a text; null when none does. */
    static @Nullable IpAddress ipv4(String text, int from, int to) {
        long address = 0;
        int octet = -1;
        int octets = 1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                octet = Math.max(octet, 0) * 10 + (c - '0');
            } else if (c == '.' && octet >= 0) {
                address = address << 8 | octet;
                octet = -1;
                octets++;
            } else {
                return null;
            }
            if (octet > 255) {
                return null;
            }
        }
        return octets == OCTETS && octet >= 0 ? new IpAddress(0, MAPPED_PREFIX | address << 8 | octet) : null;
    }

    boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Whether it leads back to the network namespace that it is used in: {@code 127.0.0.0/8}, {@code ::1}. */
    boolean isLoopback() {
        return isIpv4() ? (low >>> 24 & 0xff) == LOOPBACK_NET : high == 0 && low == 1;
    }

    /** The first so many of the 128 bits, the others zero. */
    IpAddress masked(int bits) {
        return new IpAddress(high & mask(bits), low & mask(bits - 64));
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
    }
}
