// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * A text whose numbers are written over placeholders of the same length, which costs far less than to write the text anew.
 * Not thread-safe.
 */
final class Gaps {

    private final byte[] text;
    private final List<Gap> gaps = new ArrayList<>();

    private record Gap(int offset, IntFunction<String> spelling, IntUnaryOperator number) {}

    Gaps(byte[] text) {
        this.text = text.clone();
    }

    /**
     * Wherever the placeholder stands, as {@code feedbeef} or as the end of an address, {@code 154.225.211} or
     * {@code feed:beef}.
     */
    Gaps put(int placeholder, IntUnaryOperator number) {
        String all = new String(text, ISO_8859_1);
        add(all, placeholder, Gaps::digits, number);
        add(all, placeholder, Gaps::octets, number);
        add(all, placeholder, Gaps::groups, number);
        return this;
    }

    private void add(String all, int placeholder, IntFunction<String> spelling, IntUnaryOperator number) {
        String spelled = spelling.apply(placeholder);
        for (int at = all.indexOf(spelled); at >= 0; at = all.indexOf(spelled, at + 1)) {
            gaps.add(new Gap(at, spelling, number));
        }
    }

    /** The text of one thing. It is overwritten by the next. */
    byte[] of(int thing) {
        for (Gap gap : gaps) {
            byte[] written = gap.spelling.apply(gap.number.applyAsInt(thing)).getBytes(ISO_8859_1);
            System.arraycopy(written, 0, text, gap.offset, written.length);
        }
        return text;
    }

    static String digits(int number) {
        return HexFormat.of().toHexDigits(number);
    }

    /** The last two groups of an IPv6 address, in full. */
    static String groups(int number) {
        return new StringBuilder(digits(number)).insert(4, ':').toString();
    }

    /** The last three octets of an IPv4 address: of 100 and more, so that all are of one length. For the low 21 bits. */
    static String octets(int number) {
        return (100 + (number >> 14 & 127)) + "." + (100 + (number >> 7 & 127)) + "." + (100 + (number & 127));
    }
}
