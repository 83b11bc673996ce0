// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import java.util.List;

/**
 * What happened after the onset.
 *
 * @param points one a second, the first at the onset
 * @param writes of the scale, in their order
 */
record Course(List<Point> points, List<Write> writes) {

    /**
     * A moment.
     *
     * @param seconds    after the onset
     * @param replicas   pods that are asked for, and so paid for
     * @param ready      pods that serve
     * @param p99Millis  of the answers of the last 5 s
     */
    record Point(double seconds, int replicas, int ready, double p99Millis) {}

    /**
     * A new size.
     *
     * @param seconds after the onset
     */
    record Write(double seconds, int replicas) {}

    Course {
        points = List.copyOf(points);
        writes = List.copyOf(writes);
    }
}
