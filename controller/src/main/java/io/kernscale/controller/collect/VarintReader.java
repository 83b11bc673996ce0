// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/** Reads what a {@link VarintWriter} has put, in its order. */
final class VarintReader {

    private final byte[] bytes;
    private int next;

    VarintReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long take() {
        long number = 0;
        int shift = 0;
        byte part = bytes[next++];
        while (part < 0) {
            number |= (part & 0x7fL) << shift;
            shift += 7;
            part = bytes[next++];
        }
        return number | (long) part << shift;
    }

    int takeInt() {
        return (int) take();
    }
}
