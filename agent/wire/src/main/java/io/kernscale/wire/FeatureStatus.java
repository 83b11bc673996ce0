// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

/**
 * What one feature of an agent rests on.
 *
 * @param feature the feature
 * @param source  where its numbers come from; {@link Source#NONE} when there are none
 * @param detail  empty when all is well, else one sentence with the reason and the next step
 */
public record FeatureStatus(Feature feature, Source source, String detail) {

    /** One feature is one BPF object: it degrades alone. */
    public enum Feature {
        /** Run, wait and blocked time, from {@code sched_switch}. */
        SCHEDULER,
        /** Requests per cgroup and device, from {@code block_rq_*}. */
        BLOCK,
        /** On-CPU samples, from {@code perf_event} cpu-clock. */
        SAMPLING,
        /** Birth and death of cgroups, from {@code cgroup_mkdir} and {@code cgroup_rmdir}. */
        LIFECYCLE,
        /** Who asks whom and how long it waits, from the life of TCP sockets and what they send and receive. */
        TCP
    }

    /** Best first. */
    public enum Source {
        /** BTF-typed tracepoint. */
        TP_BTF,
        /** Raw tracepoint, where BTF tracing is refused. */
        RAW_TP,
        /** A perf event per CPU. */
        PERF_EVENT,
        /** Files of the cgroup: {@code cpu.stat}, {@code io.stat}, {@code *.pressure}, or a walk of the tree. */
        FILES,
        /** Nothing: the feature's numbers are zero because nobody counted. */
        NONE
    }

    public FeatureStatus {
        requireNonNull(feature, "feature");
        requireNonNull(source, "source");
        requireNonNull(detail, "detail");
    }
}
