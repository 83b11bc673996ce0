// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Call;

/**
 * A call that a workload makes, and what its outstanding time means.
 *
 * @param call what was seen
 * @param kind what it is taken for
 */
public record Dependency(Call call, Kind kind) {

    /** What outstanding time on an edge means. */
    public enum Kind {
        /** The work in flight waits for the answers. */
        CALL,
        /** Long poll, watch, consumer or one-way stream: it waits whether there is work or not. */
        SUBSCRIPTION,
        /** The protocol takes no turns (pipelining, multiplexing, streaming): the time seen is a lower bound. */
        UNCLEAR,
        /** Within the workload itself: a sidecar, or one replica asking another. */
        INTERNAL
    }

    public Dependency {
        requireNonNull(call, "call");
        requireNonNull(kind, "kind");
    }

    /** Whether time outstanding on it holds work up. */
    public boolean holdsWork() {
        return kind == Kind.CALL || kind == Kind.UNCLEAR;
    }
}
