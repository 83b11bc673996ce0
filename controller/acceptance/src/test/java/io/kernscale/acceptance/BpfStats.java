// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** While it is open the kernel times BPF programs, as after {@code sysctl kernel.bpf_stats_enabled=1}. */
final class BpfStats implements AutoCloseable {
    private static final Path SWITCH = Path.of("/proc/sys/kernel/bpf_stats_enabled");

    private final String before;

    private BpfStats(String before) {
        this.before = before;
    }

    static BpfStats on() {
        try {
            var stats = new BpfStats(Files.readString(SWITCH));
            Files.writeString(SWITCH, "1\n");
            return stats;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + SWITCH, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.writeString(SWITCH, before);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + SWITCH, e);
        }
    }
}
