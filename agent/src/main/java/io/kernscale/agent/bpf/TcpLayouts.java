// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/** The TCP probe's structs of {@code signals.h}. Rows are read as {@code long[]}, by these indices. */
final class TcpLayouts {
    static final int HIST_SLOTS = SchedLayouts.HIST_SLOTS;

    /** Low bits of {@code in_progress} that count turns. */
    static final int TURN_COUNT_BITS = 20;

    static final StructLayout SETTINGS = structLayout(
                    JAVA_INT.withName("slots"),
                    JAVA_INT.withName("own_rows"),
                    JAVA_INT.withName("share"),
                    JAVA_INT.withName("stripe_mask"),
                    JAVA_INT.withName("place_mask"),
                    JAVA_INT.withName("by_segments"),
                    JAVA_INT.withName("shared"),
                    JAVA_INT.withName("unused"))
            .withName("tcp_settings");

    static final StructLayout CONTROL = structLayout(JAVA_INT.withName("slots_used"), JAVA_INT.withName("held"))
            .withName("tcp_control");

    static final StructLayout KEY = structLayout(
                    JAVA_LONG.withName("cgroup_id"),
                    sequenceLayout(4, JAVA_INT).withName("peer"),
                    JAVA_SHORT.withName("port"),
                    JAVA_SHORT.withName("role"),
                    JAVA_INT.withName("unused"))
            .withName("tcp_edge_key");

    static final StructLayout EDGE = structLayout(
                    KEY.withName("key"), JAVA_INT.withName("generation"), JAVA_INT.withName("unused"))
            .withName("tcp_edge");

    static final StructLayout REF = structLayout(JAVA_INT.withName("slot"), JAVA_INT.withName("generation"))
            .withName("tcp_ref");

    static final StructLayout ROW = structLayout(
                    JAVA_LONG.withName("generation"),
                    JAVA_LONG.withName("sent_bytes"),
                    JAVA_LONG.withName("received_bytes"),
                    JAVA_LONG.withName("in_progress"),
                    JAVA_LONG.withName("requests"),
                    JAVA_LONG.withName("outstanding_ns"),
                    JAVA_LONG.withName("last_ns"),
                    JAVA_LONG.withName("rtt_us"),
                    JAVA_LONG.withName("overlaps"),
                    JAVA_LONG.withName("unasked"),
                    JAVA_LONG.withName("open"),
                    JAVA_LONG.withName("opened"),
                    JAVA_LONG.withName("closed"),
                    JAVA_LONG.withName("refused"),
                    JAVA_LONG.withName("reset"),
                    JAVA_LONG.withName("timed_out"),
                    JAVA_LONG.withName("retransmits"),
                    sequenceLayout(HIST_SLOTS, JAVA_LONG).withName("answer_hist"),
                    sequenceLayout(5, JAVA_LONG).withName("unused"))
            .withName("tcp_row");

    static final StructLayout SEEN = structLayout(
                    sequenceLayout(4, JAVA_INT).withName("client"),
                    JAVA_INT.withName("slot"),
                    JAVA_INT.withName("generation"),
                    JAVA_SHORT.withName("client_port"),
                    sequenceLayout(3, JAVA_SHORT).withName("unused"))
            .withName("tcp_seen");

    static final int GENERATION = index("generation");
    static final int SENT_BYTES = index("sent_bytes");
    static final int RECEIVED_BYTES = index("received_bytes");
    static final int IN_PROGRESS = index("in_progress");
    static final int REQUESTS = index("requests");
    static final int OUTSTANDING = index("outstanding_ns");
    static final int LAST = index("last_ns");
    static final int RTT = index("rtt_us");
    static final int OVERLAPS = index("overlaps");
    static final int UNASKED = index("unasked");
    static final int OPEN = index("open");
    static final int OPENED = index("opened");
    static final int CLOSED = index("closed");
    static final int REFUSED = index("refused");
    static final int RESET = index("reset");
    static final int TIMED_OUT = index("timed_out");
    static final int RETRANSMITS = index("retransmits");
    static final int ANSWER_HIST = index("answer_hist");
    static final int ROW_LONGS = (int) (ROW.byteSize() / 8);

    private TcpLayouts() {}

    private static int index(String field) {
        return (int) (SchedLayouts.offset(ROW, field) / 8);
    }
}
