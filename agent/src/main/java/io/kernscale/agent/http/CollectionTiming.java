// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.time.Duration;

/**
 * When to collect.
 *
 * @param maxAge    a request for data older than this starts a collection; also the shortest time between two starts
 * @param maxWait   how long a request waits for it before it takes the collection before
 * @param heartbeat without requests, a collection this often keeps life-cycle events from piling up in the kernel
 */
public record CollectionTiming(Duration maxAge, Duration maxWait, Duration heartbeat) {

    /** 250 ms, 500 ms, 5 s. */
    public static final CollectionTiming DEFAULT =
            new CollectionTiming(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(5));

    public CollectionTiming {
        positive(maxAge, "maxAge");
        positive(maxWait, "maxWait");
        positive(heartbeat, "heartbeat");
    }

    private static void positive(Duration duration, String name) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(name + " must be above 0, was: " + duration);
        }
    }
}
