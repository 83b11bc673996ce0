// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A text whose numbers are written over placeholders of the same length, which costs far less than to write the text anew.
 * Not thread-safe.
 */
final class Gaps {

    private final byte[] text;
    private final List<Gap> gaps = new ArrayList<>();

    private record Gap(int offset, boolean address, IntUnaryOperator number) {}

    Gaps(byte[] text) {
        this.text = text.clone();
    }

    /** Wherever the placeholder stands, as {@code feedbeef} or as the end of an address, {@code 154.225.211}. */
    Gaps put(int placeholder, IntUnaryOperator number) {
        String all = new String(text, ISO_8859_1);
        add(all, digits(placeholder), false, number);
        add(all, address(placeholder), true, number);
        return this;
    }

    private void add(String all, String placeholder, boolean address, IntUnaryOperator number) {
        for (int at = all.indexOf(placeholder); at >= 0; at = all.indexOf(placeholder, at + 1)) {
            gaps.add(new Gap(at, address, number));
        }
    }

    /** The text of one thing. It is overwritten by the next. */
    byte[] of(int thing) {
        for (Gap gap : gaps) {
            int number = gap.number.applyAsInt(thing);
            byte[] written = (gap.address ? address(number) : digits(number)).getBytes(ISO_8859_1);
            System.arraycopy(written, 0, text, gap.offset, written.length);
        }
        return text;
    }

    static String digits(int number) {
        return HexFormat.of().toHexDigits(number);
    }

    /** The last three octets of an IPv4 address: of 100 and more, so that all are of one length. For the low 21 bits. */
    static String address(int number) {
        return (100 + (number >> 14 & 127)) + "." + (100 + (number >> 7 & 127)) + "." + (100 + (number & 127));
    }
}
