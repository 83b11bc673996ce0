// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import org.jspecify.annotations.Nullable;

/**
 * Reads an IPv6 address in any of its spellings (RFC 4291, 2.2): each character once, and without an exception, so that a
 * text that is none costs no more than one that is. Of one thread.
 */
final class Ipv6Text {

    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final int MAX_GROUP = 0xffff;
    private static final int NONE = -1;

    private final String text;
    private final int end;
    private int at;
    private int groups;
    /** How many groups stand before {@code ::}. */
    private int gap = NONE;
    /** The groups before the gap, from the first bit on. */
    private long headHigh;

    private long headLow;
    /** Those behind it, up to the last bit. */
    private long tailHigh;

    private long tailLow;

    private Ipv6Text(String text) {
        int zone = text.indexOf('%');
        this.text = text;
        this.end = zone < 0 ? text.length() : zone;
    }

    /** The address, whatever zone it names; null when the text is none. */
    static @Nullable IpAddress read(String text) {
        Ipv6Text reader = new Ipv6Text(text);
        boolean whole = reader.beginning();
        while (whole && reader.at < reader.end) {
            whole = reader.group();
        }
        boolean full = reader.gap == NONE ? reader.groups == GROUPS : reader.groups < GROUPS;
        return whole && full ? new IpAddress(reader.headHigh | reader.tailHigh, reader.headLow | reader.tailLow) : null;
    }

    /** What may stand before the first group: nothing, or {@code ::}. */
    private boolean beginning() {
        if (!isColon(0)) {
            return true;
        }
        gap = 0;
        at = 2;
        return isColon(1);
    }

    /** A group and the colons behind it, or an IPv4 address that ends the text. */
    private boolean group() {
        int begin = at;
        int value = 0;
        int digit = digit();
        while (digit != NONE && value <= MAX_GROUP) {
            value = value << 4 | digit;
            at++;
            digit = digit();
        }
        if (at < end && text.charAt(at) == '.') {
            return ipv4(begin);
        }
        return at > begin && value <= MAX_GROUP && add(value) && colons();
    }

    private boolean ipv4(int begin) {
        IpAddress last = IpAddress.ipv4(text, begin, end);
        at = end;
        return last != null
                && add((int) (last.low() >>> GROUP_BITS & MAX_GROUP))
                && add((int) (last.low() & MAX_GROUP));
    }

    /** One colon with something behind it, or the gap, which is there but once. */
    private boolean colons() {
        if (at == end) {
            return true;
        }
        if (!isColon(at) || at + 1 == end) {
            return false;
        }
        at++;
        if (!isColon(at)) {
            return true;
        }
        at++;
        boolean first = gap == NONE;
        gap = groups;
        return first;
    }

    private boolean add(int value) {
        if (groups == GROUPS) {
            return false;
        }
        if (gap != NONE) {
            tailHigh = tailHigh << GROUP_BITS | tailLow >>> Long.SIZE - GROUP_BITS;
            tailLow = tailLow << GROUP_BITS | value;
        } else if (groups < GROUPS / 2) {
            headHigh |= (long) value << Long.SIZE - GROUP_BITS * (groups + 1);
        } else {
            headLow |= (long) value << 2 * Long.SIZE - GROUP_BITS * (groups + 1);
        }
        groups++;
        return true;
    }

    private boolean isColon(int place) {
        return place < end && text.charAt(place) == ':';
    }

    /** The hexadecimal digit at the next place; {@link #NONE} where there is none. */
    private int digit() {
        if (at == end) {
            return NONE;
        }
        char c = text.charAt(at);
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : NONE;
    }
}
