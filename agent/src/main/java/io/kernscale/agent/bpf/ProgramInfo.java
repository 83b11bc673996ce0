// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What the kernel tells about a loaded program.
 *
 * @param runNanos    time it took while run-time statistics were on
 * @param runs        how often it ran meanwhile
 * @param skippedRuns how often it did not run at all, because it would have interrupted itself on one CPU
 */
record ProgramInfo(long runNanos, long runs, long skippedRuns) {
    /** {@code struct bpf_prog_info} up to {@code recursion_misses}, since Linux 5.12. */
    private static final int INFO_BYTES = 216;

    private static final long RUN_TIME_NS = 192;
    private static final long RUN_CNT = 200;
    private static final long RECURSION_MISSES = 208;

    static ProgramInfo of(Libbpf libbpf, int programFd) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment info = call.allocate(INFO_BYTES, 8);
            MemorySegment size = call.allocateFrom(JAVA_INT, INFO_BYTES);
            BpfException.check("bpf_obj_get_info_by_fd", libbpf.objGetInfoByFd(programFd, info, size));
            return new ProgramInfo(
                    info.get(JAVA_LONG, RUN_TIME_NS),
                    info.get(JAVA_LONG, RUN_CNT),
                    info.get(JAVA_LONG, RECURSION_MISSES));
        }
    }
}
