// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.queueing;

import static java.util.Objects.requireNonNull;

/**
 * What somebody is short of.
 *
 * @param kind of what
 * @param at   the service; for {@link Kind#OUTSIDE} what is outside
 */
public record Blame(Kind kind, String at) {

    /** What can be short. */
    public enum Kind {
        CPU,
        DISK,
        LOCK,
        NEIGHBOUR,
        OUTSIDE,
        /** Nobody can know: no agent sees the service. */
        UNOBSERVED
    }

    public Blame {
        requireNonNull(kind, "kind");
        requireNonNull(at, "at");
    }

    @Override
    public String toString() {
        return kind + ":" + at;
    }
}
