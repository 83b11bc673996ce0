// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/** The scheduler's structs of {@code signals.h}. Rows of longs alone are read as {@code long[]}, by these indices. */
final class SchedLayouts {
    static final int HIST_SLOTS = 26;
    static final int CAUSES = 6;

    static final StructLayout SETTINGS = structLayout(JAVA_INT.withName("slots"), JAVA_INT.withName("unused"))
            .withName("sched_settings");

    static final StructLayout CONTROL = structLayout(
                    JAVA_LONG.withName("session_id"),
                    JAVA_LONG.withName("polled_at_ns"),
                    JAVA_LONG.withName("poll_interval_ns"),
                    JAVA_LONG.withName("clock_offset_ns"),
                    JAVA_LONG.withName("offset_taken_ns"),
                    JAVA_INT.withName("slots_used"),
                    JAVA_INT.withName("pods_marked"))
            .withName("sched_control");

    static final StructLayout ROW = structLayout(
                    JAVA_LONG.withName("run_ns"),
                    JAVA_LONG.withName("wait_contention_ns"),
                    JAVA_LONG.withName("wait_quota_ns"),
                    sequenceLayout(CAUSES, JAVA_LONG).withName("blocked_ns"),
                    JAVA_LONG.withName("cycle_blocked_ns"),
                    JAVA_LONG.withName("voluntary"),
                    JAVA_LONG.withName("preempted_same"),
                    JAVA_LONG.withName("preempted_other"),
                    JAVA_LONG.withName("preempted_system"),
                    sequenceLayout(HIST_SLOTS, JAVA_LONG).withName("wait_hist"))
            .withName("sched_row");

    static final StructLayout PENDING = structLayout(
                    JAVA_LONG.withName("run_ns"),
                    JAVA_LONG.withName("wait_contention_ns"),
                    JAVA_LONG.withName("wait_quota_ns"),
                    sequenceLayout(CAUSES, JAVA_LONG).withName("blocked_ns"),
                    JAVA_INT.withName("threads"),
                    JAVA_INT.withName("runnable"))
            .withName("sched_pending");

    static final StructLayout SLOT = structLayout(
                    JAVA_LONG.withName("cgroup_id"),
                    JAVA_LONG.withName("parent_id"),
                    JAVA_LONG.withName("grandparent_id"),
                    JAVA_LONG.withName("pod_id"))
            .withName("sched_slot");

    static final int RUN = index(ROW, "run_ns");
    static final int WAIT_CONTENTION = index(ROW, "wait_contention_ns");
    static final int WAIT_QUOTA = index(ROW, "wait_quota_ns");
    static final int BLOCKED = index(ROW, "blocked_ns");

    /** The row's fields before this one can be in progress; they are {@link #PENDING}'s, in the same order. */
    static final int IN_PROGRESS = index(ROW, "cycle_blocked_ns");

    static final int CYCLE_BLOCKED = index(ROW, "cycle_blocked_ns");
    static final int VOLUNTARY = index(ROW, "voluntary");
    static final int PREEMPTED_SAME = index(ROW, "preempted_same");
    static final int PREEMPTED_OTHER = index(ROW, "preempted_other");
    static final int PREEMPTED_SYSTEM = index(ROW, "preempted_system");
    static final int WAIT_HIST = index(ROW, "wait_hist");
    static final int ROW_LONGS = (int) (ROW.byteSize() / 8);

    private SchedLayouts() {}

    static long offset(MemoryLayout layout, String field) {
        return layout.byteOffset(groupElement(field));
    }

    private static int index(MemoryLayout layout, String field) {
        return (int) (offset(layout, field) / 8);
    }
}
