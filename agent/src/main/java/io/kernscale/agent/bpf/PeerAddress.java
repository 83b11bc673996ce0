// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

/**
 * The address of a TCP peer, 128 bits in network order; IPv4 as {@code ::ffff:a.b.c.d} (RFC 4291, 2.5.5.2), whatever
 * family the socket is of.
 *
 * @param high the first eight bytes
 * @param low  the last eight
 */
public record PeerAddress(long high, long low) {

    /** No address: the tail of all peers without a row of their own. */
    public static final PeerAddress NONE = new PeerAddress(0, 0);

    private static final long MAPPED_PREFIX = 0xffffL << 32;
    private static final int GROUPS = 8;

    /** IPv4 from its four bytes in network order. */
    public static PeerAddress ofIpv4(int address) {
        return new PeerAddress(0, MAPPED_PREFIX | Integer.toUnsignedLong(address));
    }

    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** By hand: a record's own is slow without the second compiler. */
    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    /** As numbers: {@code 10.0.3.7}, {@code fd00::7} (RFC 5952); empty for {@link #NONE}. */
    @Override
    public String toString() {
        if (equals(NONE)) {
            return "";
        }
        return isIpv4() ? ipv4((int) low) : ipv6();
    }

    private static String ipv4(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xff) + "." + (address >>> 8 & 0xff) + "." + (address & 0xff);
    }

    private String ipv6() {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < GROUPS / 2 ? high : low;
            groups[i] = (int) (half >>> 16 * (3 - i % 4)) & 0xffff;
        }
        int gap = longestGap(groups);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength(groups, gap) - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** Where the first of the longest runs of two or more zero groups begins; -1 when there is none. */
    private static int longestGap(int[] groups) {
        int best = -1;
        for (int i = 0; i < GROUPS; i++) {
            if (gapLength(groups, i) >= 2 && (best < 0 || gapLength(groups, i) > gapLength(groups, best))) {
                best = i;
            }
        }
        return best;
    }

    private static int gapLength(int[] groups, int from) {
        int length = 0;
        while (from + length < GROUPS && groups[from + length] == 0) {
            length++;
        }
        return length;
    }
}
