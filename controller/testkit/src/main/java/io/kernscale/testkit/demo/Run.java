// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.util.List;

/**
 * What was seen of a run.
 *
 * @param shown     the acts that lasted long enough to be judged
 * @param decisions by act and workload
 * @param writes    of scales, in their order
 * @param replicas  of b when the surge was last seen
 * @param rightSize of b under the busy load
 * @param latency   at the gateway
 * @param disk      that b reads from; empty when this machine cannot slow it down
 */
record Run(
        List<Act> shown,
        DecisionLog decisions,
        List<ScaleWrite> writes,
        long replicas,
        int rightSize,
        LatencyMarks latency,
        String disk) {

    Run {
        shown = List.copyOf(shown);
        writes = List.copyOf(writes);
    }

    boolean has(Act act) {
        return shown.contains(act);
    }
}
