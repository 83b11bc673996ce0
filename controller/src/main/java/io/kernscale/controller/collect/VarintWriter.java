// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.Arrays;

/**
 * Puts whole numbers of 0 and more into as many bytes as they need: seven bits in each, the lowest first, and the eighth
 * says that more follow (LEB128). Example: 300 is {@code 0xac 0x02}. Serves one after another; of one thread.
 */
final class VarintWriter {

    private static final int LONGEST = 9;

    private byte[] bytes = new byte[128];
    private int length;

    void put(long number) {
        if (bytes.length - length < LONGEST) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        long rest = number;
        while (rest > 0x7f) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** What was put since the last time. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }
}
