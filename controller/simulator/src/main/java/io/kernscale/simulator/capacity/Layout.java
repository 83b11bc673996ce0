// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import java.util.stream.IntStream;

/**
 * Which pods there are, and where: 15 a workload, 30 a node. Pods are spread, so that neighbours are of different
 * workloads.
 *
 * @param workloads how many
 */
record Layout(int workloads) {

    static final int PODS_A_WORKLOAD = 15;
    static final int PODS_A_NODE = 30;

    int pods() {
        return workloads * PODS_A_WORKLOAD;
    }

    int nodes() {
        return Math.ceilDiv(pods(), PODS_A_NODE);
    }

    int nodeOf(int pod) {
        return pod % nodes();
    }

    IntStream podsOf(int node) {
        return IntStream.iterate(node, pod -> pod < pods(), pod -> pod + nodes());
    }

    static String uid(int pod) {
        return "%08x-0000-4000-8000-000000000000".formatted(pod);
    }

    static String node(int node) {
        return "node-" + node;
    }
}
