// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.controller.collect.Destination.Elsewhere;
import io.kernscale.controller.collect.Destination.ToNode;
import io.kernscale.controller.collect.Destination.ToPod;
import io.kernscale.controller.collect.Destination.ToService;
import io.kernscale.controller.collect.Destination.Within;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose address is whose, by what the API server says. An address or port that two claim is nobody's. Of one thread:
 * what stands behind a Service is looked up when it is first asked for.
 */
final class AddressBook {

    private static final Elsewhere ELSEWHERE = new Elsewhere();
    private static final Within WITHIN = new Within();

    private final Unambiguous<IpAddress, PodState> pods = new Unambiguous<>();
    private final Unambiguous<IpAddress, String> nodes = new Unambiguous<>();
    private final Unambiguous<NodePort, WorkloadKey> hostPorts = new Unambiguous<>();
    private final Unambiguous<NodePort, WorkloadKey> listeners = new Unambiguous<>();
    private final Map<IpAddress, List<ServiceState>> services = new HashMap<>();
    private final Unambiguous<Integer, ServiceState> nodePorts = new Unambiguous<>();
    private final IdentityHashMap<ServiceState, ToService> behind = new IdentityHashMap<>();
    private final Selections selections;

    private record NodePort(String node, int port) {}

    AddressBook(ClusterPods pods, Collection<ServiceState> services) {
        this.selections = new Selections(pods.all(), services);
        pods.all().forEach(this::add);
        pods.leaving().forEach(this::addLeaving);
        services.forEach(this::add);
    }

    private void add(PodState pod) {
        PodNetwork network = pod.network();
        String node = pod.node();
        for (String text : network.addresses()) {
            IpAddress address = IpAddress.parse(text);
            if (address != null && network.hasOwnAddresses()) {
                pods.put(address, pod);
            } else if (address != null && node != null) {
                nodes.put(address, node);
            }
        }
        if (node == null) {
            return;
        }
        IpAddress host = IpAddress.parse(network.hostAddress());
        if (host != null) {
            nodes.put(host, node);
        }
        network.hostPorts().forEach(port -> hostPorts.put(new NodePort(node, port), pod.workload()));
        if (network.sharesHost()) {
            network.ports().forEach(port -> listeners.put(new NodePort(node, port), pod.workload()));
        }
    }

    /** A pod that is being deleted keeps its address until somebody else has it. */
    private void addLeaving(PodState pod) {
        for (String text : pod.network().addresses()) {
            IpAddress address = IpAddress.parse(text);
            if (address != null && pod.network().hasOwnAddresses() && podAt(address) == null) {
                pods.put(address, pod);
            }
        }
    }

    private void add(ServiceState service) {
        for (String text : service.addresses()) {
            IpAddress address = IpAddress.parse(text);
            if (address != null) {
                services.computeIfAbsent(address, key -> new ArrayList<>(1)).add(service);
            }
        }
        service.nodePorts().forEach(port -> nodePorts.put(port, service));
    }

    /** The pod that has this address for itself. */
    @Nullable
    PodState podAt(IpAddress address) {
        return pods.get(address);
    }

    /** The node that has this address. */
    @Nullable
    String nodeAt(IpAddress address) {
        return nodes.get(address);
    }

    /** The workload that listens at a node's port, by what its pods declare. */
    @Nullable
    WorkloadKey listener(String node, int port) {
        WorkloadKey forwarded = hostPorts.get(new NodePort(node, port));
        return forwarded == null ? listeners.get(new NodePort(node, port)) : forwarded;
    }

    /** Where a client's edge leads. */
    Destination destination(EdgeEnd client) {
        int port = client.edge().port();
        IpAddress address = IpAddress.parse(client.edge().peer());
        if (address == null) {
            return ELSEWHERE;
        }
        PodState pod = podAt(address); // before loopback: test clusters give pods loopback addresses
        if (pod != null) {
            return new ToPod(pod);
        }
        if (address.isLoopback()) {
            return client.sharesHost() ? atNode(client.node(), port) : WITHIN;
        }
        ServiceState service = serviceAt(address, port);
        if (service != null) {
            return behind(service);
        }
        String node = nodeAt(address);
        return node == null ? ELSEWHERE : atNode(node, port);
    }

    private Destination atNode(String node, int port) {
        ServiceState service = nodePorts.get(port);
        return service == null ? new ToNode(node, port) : behind(service);
    }

    /** Services may share an address, with different ports; and a node's address may be that of Services as well. */
    private @Nullable ServiceState serviceAt(IpAddress address, int port) {
        List<ServiceState> found = services.getOrDefault(address, List.of());
        List<ServiceState> atPort =
                found.stream().filter(service -> service.ports().contains(port)).toList();
        if (atPort.isEmpty() && found.size() == 1 && nodeAt(address) == null) {
            return found.getFirst();
        }
        return atPort.size() == 1 ? atPort.getFirst() : null;
    }

    private ToService behind(ServiceState service) {
        return behind.computeIfAbsent(service, key -> {
            Map<Peer, Integer> selected = new LinkedHashMap<>();
            selections.of(key).forEach(pod -> selected.merge(new Peer.OfWorkload(pod.workload()), 1, Integer::sum));
            return new ToService(key, selected);
        });
    }
}
