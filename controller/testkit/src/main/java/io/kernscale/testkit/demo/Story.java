// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.time.Duration;

/** Which act the demo is in, and since when. The time is an argument. For one thread. */
final class Story {
    static final Duration CALM = Duration.ofSeconds(10);

    /** So long after the load is served again the surge ends: time to look at it. */
    static final Duration SERVED = Duration.ofSeconds(5);

    /** The surge ends then, whatever has become of b. */
    static final Duration LONGEST_SURGE = Duration.ofSeconds(40);

    /** An act that lasted less was too short for its labels to be judged. */
    static final Duration FAIR = Duration.ofSeconds(14);

    private final boolean hasSlowDisk;
    private Act act = Act.START;
    private long sinceNanos;
    private long servedSinceNanos;
    private boolean isServed;

    /**
     * @param startNanos  when the demo began
     * @param hasSlowDisk whether this machine can slow a disk down; without it the surge is the last act
     */
    Story(long startNanos, boolean hasSlowDisk) {
        this.sinceNanos = startNanos;
        this.hasSlowDisk = hasSlowDisk;
    }

    /**
     * Goes on to the next act when it is time for it.
     *
     * @param allSeen  whether the controller has an opinion of every workload
     * @param served  whether b has the replicas that it needs under the busy load, and the latency has come down
     * @return the act from now on
     */
    Act look(long nowNanos, boolean allSeen, boolean served) {
        if (!served || !isServed) {
            servedSinceNanos = nowNanos;
        }
        isServed = served;
        Act next = next(nowNanos, allSeen);
        if (next != act) {
            act = next;
            sinceNanos = nowNanos;
        }
        return act;
    }

    private Act next(long nowNanos, boolean allSeen) {
        return switch (act) {
            case START -> allSeen ? Act.CALM : act;
            case CALM -> hasLasted(CALM, nowNanos) ? Act.SURGE : act;
            case SURGE -> hasSlowDisk && isSurgeOver(nowNanos) ? Act.SLOW_DISK : act;
            case SLOW_DISK -> act;
        };
    }

    private boolean isSurgeOver(long nowNanos) {
        boolean isSeen = isServed && nowNanos - servedSinceNanos >= SERVED.toNanos();
        return hasLasted(LONGEST_SURGE, nowNanos) || isSeen && hasLasted(FAIR, nowNanos);
    }

    private boolean hasLasted(Duration time, long nowNanos) {
        return nowNanos - sinceNanos >= time.toNanos();
    }

    Act act() {
        return act;
    }

    long seconds(long nowNanos) {
        return Duration.ofNanos(nowNanos - sinceNanos).toSeconds();
    }

    /** Whether an act has been seen for long enough to be judged. */
    boolean isFair(Act which, long nowNanos) {
        return which.compareTo(act) < 0 || which == act && hasLasted(FAIR, nowNanos);
    }
}
