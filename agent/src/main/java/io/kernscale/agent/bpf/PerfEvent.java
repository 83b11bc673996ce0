// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Opens sampling clocks: {@code perf_event_open(2)}. */
final class PerfEvent {
    /** {@code PERF_ATTR_SIZE_VER0}. */
    private static final int ATTRIBUTE_BYTES = 64;

    private static final int PERF_TYPE_SOFTWARE = 1;
    private static final long PERF_COUNT_SW_CPU_CLOCK = 0;
    private static final long FLAG_EXCLUDE_IDLE = 1L << 7;
    private static final long FLAG_FREQ = 1L << 10;

    private PerfEvent() {}

    /** A software clock: it needs no hardware counters, which most virtual machines lack. Returns its descriptor. */
    static int openCpuClock(Libc libc, int cpu, int hertz) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment attributes = call.allocate(ATTRIBUTE_BYTES, 8);
            attributes.set(JAVA_INT, 0, PERF_TYPE_SOFTWARE);
            attributes.set(JAVA_INT, 4, ATTRIBUTE_BYTES);
            attributes.set(JAVA_LONG, 8, PERF_COUNT_SW_CPU_CLOCK);
            attributes.set(JAVA_LONG, 16, hertz);
            attributes.set(JAVA_LONG, 40, FLAG_FREQ | FLAG_EXCLUDE_IDLE);
            return BpfException.check(
                    "perf_event_open(cpu-clock, cpu " + cpu + ")", libc.perfEventOpen(attributes, cpu));
        }
    }
}
