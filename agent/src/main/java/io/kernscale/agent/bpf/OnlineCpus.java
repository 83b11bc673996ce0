// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The CPUs of {@code /sys/devices/system/cpu/online}. */
final class OnlineCpus {
    private OnlineCpus() {}

    static List<Integer> read() {
        try {
            return parse(Files.readString(Path.of("/sys/devices/system/cpu/online")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 0-2,5} is 0, 1, 2, 5. */
    static List<Integer> parse(String ranges) {
        return Arrays.stream(ranges.strip().split(","))
                .map(range -> range.split("-"))
                .flatMapToInt(ends ->
                        IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
                .boxed()
                .toList();
    }
}
