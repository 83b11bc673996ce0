// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.graph;

/** How a service turns connections into threads. */
public enum Style {
    /** A thread reads, works and answers; one without a request is blocked in the network. */
    THREADS,
    /** A poll loop reads and hands requests to a pool; a worker without one is parked on a lock. */
    POOL,
    /** A few threads in poll serve any number of requests; what is asked of others holds no thread. */
    EVENT_LOOP
}
