// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and names what breaks, once a minute each: the next round tries again. Thread-safe. */
final class Troubles {

    private static final Logger log = LoggerFactory.getLogger(Troubles.class);

    private final InstantSource clock;
    private final LoopObserver observer;
    private final Remarks remarks = new Remarks(Duration.ofMinutes(1));

    Troubles(InstantSource clock, LoopObserver observer) {
        this.clock = clock;
        this.observer = observer;
    }

    void broken(String what, RuntimeException e) {
        observer.failed(e);
        if (remarks.isNew(what + e, clock.instant())) {
            log.error("{} failed and is tried again: {}", what, e.toString(), e);
        }
    }

    /** That nothing is broken, and yet something is amiss. */
    void say(String sentence) {
        if (remarks.isNew(sentence, clock.instant())) {
            log.info(sentence);
        }
    }
}
