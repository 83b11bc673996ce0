// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes to the API server in the background: statuses, and scales that are read anew. Thread-safe. */
final class Errands {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    /** Who has waited longer than this for its turn shows that the API server does not keep up. */
    private static final Duration BEHIND = Duration.ofSeconds(15);

    private final Background scales;
    private final Background statuses;
    private final LoopObserver observer;
    private final Remarks remarks = new Remarks(Duration.ofMinutes(5));

    Errands(Executor threads, Troubles troubles, LoopObserver observer) {
        this.scales = new Background(threads, e -> troubles.broken("a scale", e));
        this.statuses = new Background(threads, e -> troubles.broken("a status", e));
        this.observer = observer;
    }

    Background scales() {
        return scales;
    }

    Background statuses() {
        return statuses;
    }

    /** Tells how many wait, and says so when they wait for long. */
    void tell(Instant now) {
        tell("statuses", statuses, now);
        tell("scales", scales, now);
    }

    private void tell(String what, Background errands, Instant now) {
        int waiting = errands.waiting();
        observer.waiting(what, waiting);
        Duration longest = errands.longestWait(now);
        if (longest.compareTo(BEHIND) > 0 && remarks.isNew(what, now)) {
            log.warn(
                    "{} {} wait for the API server, the first since {} s: it answers too slowly; of each workload only the"
                            + " newest is kept",
                    waiting,
                    what,
                    longest.toSeconds());
        }
    }

    /** Waits until all is done. */
    void settle() {
        scales.settle();
        statuses.settle();
    }

    /** Forgets what has not had its turn. */
    void drop() {
        scales.drop();
        statuses.drop();
    }
}
