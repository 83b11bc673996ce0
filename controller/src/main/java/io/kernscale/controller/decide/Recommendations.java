// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was recommended lately, for a scale-in that goes no lower than the highest of it. A recommendation below a later
 * one can never be the highest again and is dropped, so what is kept falls from the oldest to the newest.
 */
record Recommendations(List<Recommendation> falling) {

    static final Recommendations NONE = new Recommendations(List.of());

    /** Bound of the memory; beyond it two neighbours merge into the higher of them, with the later time. */
    static final int MOST = 32;

    record Recommendation(Instant at, int replicas) {}

    Recommendations {
        falling = List.copyOf(falling);
    }

    /** With one more, without those older than {@code window}. */
    Recommendations with(Instant now, int replicas, Duration window) {
        List<Recommendation> kept = new ArrayList<>(falling);
        kept.removeIf(old -> Duration.between(old.at(), now).compareTo(window) > 0 || old.replicas() <= replicas);
        kept.add(new Recommendation(now, replicas));
        if (kept.size() > MOST) {
            Recommendation oldest = kept.removeFirst();
            kept.set(0, new Recommendation(kept.getFirst().at(), oldest.replicas()));
        }
        return new Recommendations(kept);
    }

    /** The highest, 0 when there is none. */
    int highest() {
        return falling.isEmpty() ? 0 : falling.getFirst().replicas();
    }
}
