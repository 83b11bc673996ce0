// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.StartUp.PodWindow;
import io.kernscale.controller.collect.Users.Uses;
import io.kernscale.wire.EdgeCounters.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the agents saw (pods by UID) with what the API server says (pods and their owners) into one observation a
 * workload. A pod counts where the API server places it: what another node's agent says of it is set aside and named.
 * A pod whose agent is silent is missing from {@code observedPods}. Who a workload's peers are is looked up when it is
 * observed, among all pods, because both ends of a connection tell about it. Pure, and good for one moment.
 */
public final class WorkloadJoin {

    private static final int MAX_SHARERS = 3;
    /** Who uses less takes no CPU that anybody would miss. */
    private static final double LEAST_NEIGHBOUR_CORES = 0.05;

    private static final int MAX_HOT = 5;

    private final ClusterPods pods;
    private final ServiceMap map;
    private final Map<String, NodeRates> nodes;
    private final Users users = new Users();
    private final Map<DeviceKey, Uses> deviceUses = new HashMap<>();
    private final Map<String, Uses> cpuUses = new HashMap<>();
    private final List<RateIncident> incidents = new ArrayList<>();
    private final Set<WorkloadKey> unready = new HashSet<>();

    /** One pod's rates with the node window that they come from. */
    private record Seen(PodState state, PodRates rates, NodeRates node) {

        void addEnds(List<EdgeEnd> ends) {
            WorkloadJoin.addEnds(node, state, rates, ends);
        }
    }

    private record DeviceKey(String node, String device) {
        static final Comparator<DeviceKey> ORDER =
                Comparator.comparing(DeviceKey::node).thenComparing(DeviceKey::device);
    }

    /**
     * Joins the latest rates of all agents.
     *
     * @param names  of addresses outside of the cluster
     * @param maxAge older rates do not count
     */
    public WorkloadJoin(Cluster cluster, NameTable names, Collection<NodeRates> latest, Duration maxAge, Instant now) {
        this.pods = cluster.pods();
        Instant oldest = now.minus(maxAge);
        this.nodes = HashMap.newHashMap(latest.size());
        for (NodeRates node : latest) {
            if (!node.observedAt().isBefore(oldest) && nodes.putIfAbsent(node.node(), node) == null) {
                add(node);
            }
        }
        this.map = new ServiceMap(new PeerResolver(pods, cluster.services(), names, () -> ends().iterator()));
    }

    private void add(NodeRates node) {
        PodGroup placed = pods.onNode(node.node());
        Uses cpu = new Uses();
        for (PodRates rates : node.pods().values()) {
            PodState state = placed.byUid(rates.uid());
            if (state != null) {
                use(node, rates, cpu, state.workload());
                if (!state.ready() && state.owners() != null) {
                    unready.add(state.workload());
                }
            } else if (rates.isPlainCgroup()) {
                use(node, rates, cpu, rates.displayName());
            } else {
                pods.byUid(rates.uid())
                        .ifPresentOrElse(
                                elsewhere -> incidents.add(misplaced(node, elsewhere)),
                                () -> use(node, rates, cpu, rates.displayName()));
            }
        }
        cpuUses.put(node.node(), cpu);
    }

    /** All ends that were seen, among which the others of connections are looked for. */
    private List<EdgeEnd> ends() {
        List<EdgeEnd> ends = new ArrayList<>();
        for (NodeRates node : nodes.values()) {
            PodGroup placed = pods.onNode(node.node());
            for (PodRates rates : node.pods().values()) {
                PodState state = placed.byUid(rates.uid());
                if (state != null || rates.isPlainCgroup()) {
                    addEnds(node, state, rates, ends);
                }
            }
        }
        return ends;
    }

    private static void addEnds(NodeRates node, @Nullable PodState pod, PodRates rates, List<EdgeEnd> ends) {
        List<PodEdge> edges = rates.edges();
        if (edges != null) {
            edges.forEach(edge -> ends.add(new EdgeEnd(node.node(), pod, edge)));
        }
    }

    private static RateIncident misplaced(NodeRates node, PodState state) {
        return new RateIncident(
                RateIssue.POD_ON_OTHER_NODE,
                "pod " + state.namespace() + "/" + state.name(),
                "runs on " + state.node() + ", but the agent of " + node.node()
                        + " reports it too; that row is ignored");
    }

    private void use(NodeRates node, PodRates rates, Uses cpu, Object user) {
        if (rates.cpu().runCores() >= LEAST_NEIGHBOUR_CORES) {
            users.add(cpu, user, rates.cpu().runCores());
        }
        for (DiskRates disk : rates.disks()) {
            if (load(disk) > 0) {
                DeviceKey device = new DeviceKey(node.node(), disk.device());
                users.add(deviceUses.computeIfAbsent(device, key -> new Uses()), user, load(disk));
            }
        }
    }

    /** Everything that did not fit together. */
    public List<RateIncident> incidents() {
        return List.copyOf(incidents);
    }

    /**
     * All workloads that are known to be there: the last owner of each pod that is ready or was seen. Pods whose owners
     * are unknown at the moment belong to none of them.
     */
    public Set<WorkloadKey> workloads() {
        Set<WorkloadKey> workloads = new HashSet<>(pods.workloads());
        workloads.addAll(unready);
        return workloads;
    }

    /** A pod counts where the API server places it. */
    private @Nullable Seen seen(PodState pod) {
        String place = pod.node();
        NodeRates node = place == null ? null : nodes.get(place);
        if (node == null) {
            return null;
        }
        PodRates rates = node.pods().get(pod.uid());
        return rates == null ? null : new Seen(pod, rates, node);
    }

    /** What the agent of its node saw of one pod, ready or not; null where it is silent. Thread-safe. */
    public @Nullable PodUsage usage(PodState pod) {
        Seen seen = seen(pod);
        return seen == null
                ? null
                : new PodUsage(
                        seen.node().observedAt(),
                        seen.node().window(),
                        seen.rates().cpu().runCores(),
                        seen.rates().memoryBytes(),
                        seen.rates().containers());
    }

    /** The same pod's window as its start-up is told by. Thread-safe. */
    public Optional<PodWindow> window(PodState pod) {
        return Optional.ofNullable(seen(pod)).map(WorkloadJoin::window);
    }

    private static PodWindow window(Seen pod) {
        List<PodEdge> edges = pod.rates().edges();
        double answers = 0;
        boolean asked = false;
        for (PodEdge edge : edges == null ? List.<PodEdge>of() : edges) {
            EdgeRates rates = edge.rates();
            answers += edge.role() == Role.SERVER ? rates.answersPerSecond() : 0;
            asked |= isAsked(rates);
        }
        return new PodWindow(
                pod.state().facts().startTime(),
                pod.state().readyAt(),
                pod.node().observedAt().minus(pod.node().window()),
                pod.rates().cpu().runCores(),
                edges == null ? null : (Double) answers,
                asked);
    }

    private static boolean isAsked(EdgeRates rates) {
        return rates.requestsPerSecond() + rates.answersPerSecond() + rates.outstanding() > 0;
    }

    /** What was seen of one workload. It may stand anywhere among the owners of its pods. Thread-safe. */
    public Observation observe(WorkloadKey workload, Instant now) {
        List<PodState> ready = pods.readyOf(workload);
        int readyPods = ready.size() + pods.readyOfUnknownOwner(workload.namespace());
        List<Seen> found = new ArrayList<>(ready.size());
        for (PodState pod : ready) {
            Seen seen = seen(pod);
            if (seen != null) {
                found.add(seen);
            }
        }
        return found.isEmpty() ? Observation.none(workload, now, readyPods) : sum(workload, readyPods, found);
    }

    /** What was seen of one pod, ready or not; empty where its agent is silent. Thread-safe. */
    public Optional<Observation> observe(PodState pod) {
        return Optional.ofNullable(seen(pod)).map(found -> sum(pod.workload(), 1, List.of(found)));
    }

    private Observation sum(WorkloadKey workload, int readyPods, List<Seen> found) {
        CpuFlow flow = CpuFlow.NONE;
        Instant oldest = Instant.MAX;
        Duration shortest = found.getFirst().node().window();
        Map<String, Integer> cpusByNode = HashMap.newHashMap(found.size());
        for (Seen pod : found) {
            NodeRates node = pod.node();
            flow = flow.plus(pod.rates().cpu());
            oldest = node.observedAt().isBefore(oldest) ? node.observedAt() : oldest;
            shortest = node.window().compareTo(shortest) < 0 ? node.window() : shortest;
            cpusByNode.put(node.node(), node.cpus());
        }
        double nodeCores =
                cpusByNode.values().stream().mapToInt(Integer::intValue).sum();
        return new Observation(
                workload,
                oldest,
                shortest,
                readyPods,
                found.size(),
                weakest(found),
                flow.rates(nodeCores),
                disks(workload, found),
                traffic(found),
                found.stream()
                        .flatMap(pod -> pod.rates().hot().stream())
                        .distinct()
                        .limit(MAX_HOT)
                        .toList(),
                neighbours(workload, cpusByNode.keySet()));
    }

    /** Null where an agent does not count it: a part of the connections would look like all of them. */
    private @Nullable Traffic traffic(List<Seen> found) {
        if (found.stream().anyMatch(pod -> pod.rates().edges() == null)) {
            return null;
        }
        List<EdgeEnd> ends = new ArrayList<>();
        found.forEach(pod -> pod.addEnds(ends));
        return map.traffic(ends);
    }

    private static Evidence weakest(List<Seen> found) {
        return found.stream().anyMatch(pod -> pod.node().evidence() == Evidence.FILES)
                ? Evidence.FILES
                : Evidence.KERNEL;
    }

    private List<DiskRates> disks(WorkloadKey workload, List<Seen> found) {
        Map<DeviceKey, DiskRates> byDevice = new TreeMap<>(DeviceKey.ORDER);
        for (Seen pod : found) {
            for (DiskRates disk : pod.rates().disks()) {
                byDevice.merge(new DeviceKey(disk.node(), disk.device()), disk, WorkloadJoin::plus);
            }
        }
        return byDevice.entrySet().stream()
                .map(device -> shared(device.getValue(), sharers(device.getKey(), workload)))
                .sorted(Comparator.comparingDouble(WorkloadJoin::load).reversed())
                .toList();
    }

    private List<String> neighbours(WorkloadKey workload, Set<String> nodes) {
        List<Uses> each = new ArrayList<>(nodes.size());
        for (String node : nodes) {
            each.add(cpuUses.getOrDefault(node, Uses.NONE));
        }
        return users.most(each, MAX_SHARERS, workload);
    }

    private List<String> sharers(DeviceKey device, WorkloadKey workload) {
        return users.most(List.of(deviceUses.getOrDefault(device, Uses.NONE)), MAX_SHARERS, workload);
    }

    private static DiskRates plus(DiskRates a, DiskRates b) {
        return new DiskRates(
                a.node(),
                a.device(),
                a.requestsPerSecond() + b.requestsPerSecond(),
                a.bytesPerSecond() + b.bytesPerSecond(),
                a.queuedRequests() + b.queuedRequests(),
                a.deviceRequests() + b.deviceRequests(),
                List.of());
    }

    private static DiskRates shared(DiskRates disk, List<String> sharers) {
        return new DiskRates(
                disk.node(),
                disk.device(),
                disk.requestsPerSecond(),
                disk.bytesPerSecond(),
                disk.queuedRequests(),
                disk.deviceRequests(),
                sharers);
    }

    /** Requests queued or in the device, on average: how much of the device somebody takes. */
    private static double load(DiskRates disk) {
        return disk.queuedRequests() + disk.deviceRequests();
    }
}
