// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.controller.collect.Destination.Elsewhere;
import io.kernscale.controller.collect.Destination.ToNode;
import io.kernscale.controller.collect.Destination.ToPod;
import io.kernscale.controller.collect.Destination.ToService;
import io.kernscale.controller.collect.Destination.Within;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose address is whose, by what the API server says. An address or port that two claim is nobody's. What pods tell is
 * kept sorted with them, so that a book costs what has changed, and not what there is. Thread-safe: what stands behind a
 * Service is looked up when it is first asked for.
 */
final class AddressBook {

    private static final Elsewhere ELSEWHERE = new Elsewhere();
    private static final Within WITHIN = new Within();

    private final ClusterPods pods;
    private final List<ServiceState> all;
    private final Map<IpAddress, PodState> leaving = new HashMap<>();
    private final Unambiguous<IpAddress, String> nodes = new Unambiguous<>();
    private final Map<IpAddress, List<Listed>> services = new HashMap<>();
    private final Unambiguous<Integer, Listed> nodePorts = new Unambiguous<>();

    /** A Service, and what stands behind it. */
    private record Listed(ServiceState service, Once<ToService> behind) {}

    AddressBook(ClusterPods pods, List<ServiceState> services) {
        this.pods = pods;
        this.all = List.copyOf(services);
        Selections selections = new Selections(pods.byLabels(), services);
        pods.byNode().forEach((node, group) -> group.doors().addresses().forEach(address -> nodes.put(address, node)));
        pods.leaving().forEach(this::addLeaving);
        services.forEach(service -> add(new Listed(service, new Once<>(() -> behind(service, selections)))));
    }

    /** Whether it was written of these Services. */
    boolean isOf(List<ServiceState> services) {
        return all.equals(services);
    }

    /** A pod that is being deleted keeps its address until somebody else has it. */
    private void addLeaving(PodState pod) {
        if (pod.network().hasOwnAddresses()) {
            for (IpAddress address : pod.network().addresses()) {
                if (!pods.addressed(address).byAddress().isClaimed(address)) {
                    leaving.putIfAbsent(address, pod);
                }
            }
        }
    }

    private void add(Listed listed) {
        for (String text : listed.service.addresses()) {
            IpAddress address = IpAddress.parse(text);
            if (address != null) {
                services.computeIfAbsent(address, key -> new ArrayList<>(1)).add(listed);
            }
        }
        listed.service.nodePorts().forEach(port -> nodePorts.put(port, listed));
    }

    private static ToService behind(ServiceState service, Selections selections) {
        Map<Peer, Integer> selected = new LinkedHashMap<>();
        selections.of(service).forEach(pod -> selected.merge(new Peer.OfWorkload(pod.workload()), 1, Integer::sum));
        return new ToService(service, selected);
    }

    /** The pod that has this address for itself. */
    @Nullable
    PodState podAt(IpAddress address) {
        PodState pod = pods.addressed(address).byAddress().get(address);
        return pod == null ? leaving.get(address) : pod;
    }

    /** The node that has this address. */
    @Nullable
    String nodeAt(IpAddress address) {
        return nodes.get(address);
    }

    /** The workload that listens at a node's port, by what its pods declare. */
    @Nullable
    WorkloadKey listener(String node, int port) {
        return pods.onNode(node).doors().listener(port);
    }

    /** Where a client's edge leads. */
    Destination destination(EdgeEnd client) {
        int port = client.edge().port();
        IpAddress address = client.edge().address();
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
        Listed service = serviceAt(address, port);
        if (service != null) {
            return service.behind.get();
        }
        String node = nodeAt(address);
        return node == null ? ELSEWHERE : atNode(node, port);
    }

    private Destination atNode(String node, int port) {
        Listed service = nodePorts.get(port);
        return service == null ? new ToNode(node, port) : service.behind.get();
    }

    /** Services may share an address, with different ports; and a node's address may be that of Services as well. */
    private @Nullable Listed serviceAt(IpAddress address, int port) {
        List<Listed> found = services.getOrDefault(address, List.of());
        Listed atPort = null;
        int several = 0;
        for (Listed one : found) {
            if (one.service.ports().contains(port)) {
                atPort = one;
                several++;
            }
        }
        if (several == 0 && found.size() == 1 && nodeAt(address) == null) {
            return found.getFirst();
        }
        return several == 1 ? atPort : null;
    }
}
