// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What was broken on purpose.
 *
 * @param kind how
 * @param at   the service, or what is outside
 */
public record Fault(Kind kind, String at) {

    /** Ways to be slow. */
    public enum Kind {
        /** More work a request than its CPU limit has room for. */
        CPU,
        /** A disk too slow for what it is asked. */
        DISK,
        /** A mutex held for longer than there is time. */
        LOCK,
        /** Something outside that takes its time. */
        OUTSIDE,
        /** Neighbours on the node that take the CPU. */
        NEIGHBOUR
    }

    public Fault {
        requireNonNull(kind, "kind");
        requireNonNull(at, "at");
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + at;
    }
}
