// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which pods there are, and where: 15 a workload, 30 a node. Pods are spread, so that neighbours are of different
 * workloads.
 *
 * @param workloads  how many
 * @param edges      services that each pod asks, over a connection each; as many ask it
 * @param family     of all addresses
 * @param objectives of so many workloads one states a latency objective; 0 where none does
 */
record Layout(int workloads, int edges, Family family, int objectives) {

    static final int PODS_A_WORKLOAD = 15;
    static final int PODS_A_NODE = 30;

    /** Where each pod listens. */
    static final int PORT = 8080;

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

    /** The workload whose service a pod asks: so many after its own. */
    int serviceOf(int pod, int distance) {
        return (pod / PODS_A_WORKLOAD + distance) % workloads;
    }

    /** The pod that asks this one: of so many workloads before its own. */
    int callerOf(int pod, int distance) {
        return Math.floorMod(pod - distance * PODS_A_WORKLOAD, pods());
    }

    String address(int pod) {
        return family.pod(pod);
    }

    String serviceAddress(int workload) {
        return family.service(workload);
    }

    boolean hasObjective(int workload) {
        return objectives > 0 && workload % objectives == 0;
    }

    /** As words of a command line. */
    List<String> words() {
        return List.of("" + workloads, "" + edges, family.name(), "" + objectives);
    }

    static Layout of(String... words) {
        return new Layout(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Family.valueOf(words[2]),
                Integer.parseInt(words[3]));
    }
}
