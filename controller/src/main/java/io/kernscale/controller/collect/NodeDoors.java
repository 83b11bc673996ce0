// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses of a node and the ports at which its pods are found there, by what its pods tell. Unchangeable once made. */
final class NodeDoors {

    private final Set<IpAddress> addresses = new HashSet<>();
    private final Unambiguous<Integer, WorkloadKey> forwarded = new Unambiguous<>();
    private final Unambiguous<Integer, WorkloadKey> listeners = new Unambiguous<>();

    /** @param pods all of one node */
    NodeDoors(List<PodState> pods) {
        pods.forEach(this::add);
    }

    private void add(PodState pod) {
        PodNetwork network = pod.network();
        IpAddress host = network.hostAddress();
        if (host != null) {
            addresses.add(host);
        }
        if (!network.hasOwnAddresses()) {
            addresses.addAll(network.addresses());
        }
        network.hostPorts().forEach(port -> forwarded.put(port, pod.workload()));
        if (network.sharesHost()) {
            network.ports().forEach(port -> listeners.put(port, pod.workload()));
        }
    }

    Set<IpAddress> addresses() {
        return addresses;
    }

    /** The workload that listens at a port, by what its pods declare; null when none does, or two do. */
    @Nullable
    WorkloadKey listener(int port) {
        WorkloadKey workload = forwarded.get(port);
        return workload == null ? listeners.get(port) : workload;
    }
}
