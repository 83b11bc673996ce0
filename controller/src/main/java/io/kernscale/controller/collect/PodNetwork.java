// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a pod is found on the network, and what selects it.
 *
 * @param addresses   all its addresses ({@code status.podIPs}); the node's for a pod on the host's network
 * @param hostAddress its node's address; empty until known
 * @param hostNetwork whether it lives in the node's network namespace
 * @param ports       the container ports that it declares
 * @param hostPorts   ports of its node that lead to it
 * @param labels      what Services select it by
 */
public record PodNetwork(
        List<String> addresses,
        String hostAddress,
        boolean hostNetwork,
        Set<Integer> ports,
        Set<Integer> hostPorts,
        Map<String, String> labels) {

    /** Of a pod that has no address yet. */
    public static final PodNetwork NONE = new PodNetwork(List.of(), "", false, Set.of(), Set.of(), Map.of());

    public PodNetwork {
        addresses = List.copyOf(addresses);
        requireNonNull(hostAddress, "hostAddress");
        ports = Set.copyOf(ports);
        hostPorts = Set.copyOf(hostPorts);
        labels = Map.copyOf(labels);
    }

    /**
     * Whether its loopback is the node's. A pod whose own address is a loopback address, as in a test cluster without a
     * network of its own, can only be found there.
     */
    boolean sharesHost() {
        return hostNetwork
                || addresses.contains(hostAddress)
                || addresses.stream().anyMatch(PodNetwork::isLoopback);
    }

    /** Whether its addresses are its alone, and not its node's. */
    boolean hasOwnAddresses() {
        return !hostNetwork && !addresses.contains(hostAddress);
    }

    private static boolean isLoopback(String address) {
        boolean may = address.startsWith("127.") || address.indexOf(':') >= 0; // the rest need not be read
        IpAddress parsed = may ? IpAddress.parse(address) : null;
        return parsed != null && parsed.isLoopback();
    }
}
