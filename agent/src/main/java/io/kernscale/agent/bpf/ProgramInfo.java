// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** {@code struct bpf_prog_info} of {@code linux/bpf.h}, up to {@code recursion_misses} (Linux 5.12). */
final class ProgramInfo {
    static final int BYTES = 216;
    private static final long RUN_TIME_NS = 192;
    private static final long RUN_CNT = 200;
    private static final long RECURSION_MISSES = 208;

    private ProgramInfo() {}

    static void read(Libbpf libbpf, int programFd, MemorySegment info) {
        info.fill((byte) 0); // what it holds is an order to the kernel to fill more
        try (Arena call = Arena.ofConfined()) {
            MemorySegment size = call.allocateFrom(JAVA_INT, BYTES);
            BpfException.check("bpf_obj_get_info_by_fd", libbpf.objGetInfoByFd(programFd, info, size));
        }
    }

    static long runNanos(MemorySegment info) {
        return info.get(JAVA_LONG, RUN_TIME_NS);
    }

    static long runs(MemorySegment info) {
        return info.get(JAVA_LONG, RUN_CNT);
    }

    static long skippedRuns(MemorySegment info) {
        return info.get(JAVA_LONG, RECURSION_MISSES);
    }
}
