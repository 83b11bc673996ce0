// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the API server says of one Service.
 *
 * @param namespace its namespace
 * @param name      its name
 * @param addresses where clients find it: cluster IPs, external IPs, addresses of load balancers; empty when headless
 * @param selector  labels of the pods behind it; empty when somebody else says what is behind it
 * @param ports     the ports at its addresses
 * @param nodePorts the ports at every node's address
 */
public record ServiceState(
        String namespace,
        String name,
        List<String> addresses,
        Map<String, String> selector,
        Set<Integer> ports,
        Set<Integer> nodePorts) {

    public ServiceState {
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        addresses = List.copyOf(addresses);
        selector = Map.copyOf(selector);
        ports = Set.copyOf(ports);
        nodePorts = Set.copyOf(nodePorts);
    }

    /** Whether the pod stands behind this Service. */
    public boolean selects(PodState pod) {
        return pod.namespace().equals(namespace) && selects(pod.network().labels());
    }

    /** Whether pods of its namespace with these labels stand behind it. */
    boolean selects(Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }
}
