// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a pod is found on the network, and what selects it.
 *
 * @param addresses   all its addresses ({@code status.podIPs}); the node's for a pod on the host's network
 * @param hostAddress its node's address; null until known
 * @param hostNetwork whether it lives in the node's network namespace
 * @param ports       the container ports that it declares
 * @param hostPorts   ports of its node that lead to it
 * @param labels      what Services select it by
 */
public record PodNetwork(
        List<IpAddress> addresses,
        @Nullable IpAddress hostAddress,
        boolean hostNetwork,
        Set<Integer> ports,
        Set<Integer> hostPorts,
        Map<String, String> labels) {

    /** Of a pod that has no address yet. */
    public static final PodNetwork NONE = new PodNetwork(List.of(), "", false, Set.of(), Set.of(), Map.of());

    public PodNetwork {
        addresses = List.copyOf(addresses);
        ports = Set.copyOf(ports);
        hostPorts = Set.copyOf(hostPorts);
        labels = Map.copyOf(labels);
    }

    /** As the API server writes it: what is no address is left out. */
    public PodNetwork(
            List<String> addresses,
            String hostAddress,
            boolean hostNetwork,
            Set<Integer> ports,
            Set<Integer> hostPorts,
            Map<String, String> labels) {
        this(read(addresses), IpAddress.parse(hostAddress), hostNetwork, ports, hostPorts, labels);
    }

    private static List<IpAddress> read(List<String> texts) {
        return texts.stream().map(IpAddress::parse).filter(Objects::nonNull).toList();
    }

    /**
     * Whether its loopback is the node's. A pod whose own address is a loopback address, as in a test cluster without a
     * network of its own, can only be found there.
     */
    boolean sharesHost() {
        return !hasOwnAddresses() || addresses.stream().anyMatch(IpAddress::isLoopback);
    }

    /** Whether its addresses are its alone, and not its node's. */
    boolean hasOwnAddresses() {
        return !hostNetwork && (hostAddress == null || !addresses.contains(hostAddress));
    }
}
