// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.StartUp.PodWindow;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the agents saw (pods by UID) with what the API server says (pods and their owners) into one observation a
 * workload. A pod counts where the API server places it: what another node's agent says of it is set aside and named.
 * A pod whose agent is silent is missing from {@code observedPods}. Peers are resolved for all pods at once, because both
 * ends of a connection tell about it. Pure, and good for one moment.
 */
public final class WorkloadJoin {

    private static final int MAX_SHARERS = 3;
    /** Who uses less takes no CPU that anybody would miss. */
    private static final double LEAST_NEIGHBOUR_CORES = 0.05;

    private static final int MAX_HOT = 5;

    private final ClusterPods pods;
    private final ServiceMap map;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<DeviceKey, Users> deviceUsers = new HashMap<>();
    private final Map<String, Users> cpuUsers = new HashMap<>();
    private final Map<WorkloadKey, String> displayNames = new HashMap<>();
    private final List<RateIncident> incidents = new ArrayList<>();
    private final Set<WorkloadKey> unready = new HashSet<>();

    /** One pod's rates with the node window that they come from. */
    private record Seen(PodState state, PodRates rates, NodeRates node) {}

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
        List<EdgeEnd> ends = new ArrayList<>();
        latest.stream().filter(node -> !node.observedAt().isBefore(oldest)).forEach(node -> add(node, ends));
        this.map = new ServiceMap(ends, new PeerResolver(pods, cluster.services(), names, ends));
    }

    private void add(NodeRates node, List<EdgeEnd> ends) {
        for (PodRates rates : node.pods().values()) {
            PodState state = pods.byUid(rates.uid()).orElse(null);
            if (state == null) {
                use(node, rates, rates.displayName());
                if (rates.isPlainCgroup()) {
                    addEnds(node, null, rates, ends);
                }
            } else if (node.node().equals(state.node())) {
                seen.putIfAbsent(rates.uid(), new Seen(state, rates, node));
                if (!state.ready() && state.owners() != null) {
                    unready.add(state.workload());
                }
                use(node, rates, displayNames.computeIfAbsent(state.workload(), WorkloadKey::toString));
                addEnds(node, state, rates, ends);
            } else {
                incidents.add(misplaced(node, state));
            }
        }
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

    private void use(NodeRates node, PodRates rates, String user) {
        if (rates.cpu().runCores() >= LEAST_NEIGHBOUR_CORES) {
            cpuUsers.computeIfAbsent(node.node(), key -> new Users())
                    .add(user, rates.cpu().runCores());
        }
        for (DiskRates disk : rates.disks()) {
            if (load(disk) > 0) {
                deviceUsers
                        .computeIfAbsent(new DeviceKey(node.node(), disk.device()), key -> new Users())
                        .add(user, load(disk));
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

    /** What the agent of its node saw of one pod, ready or not; empty where it is silent. Thread-safe. */
    public Optional<PodUsage> usage(String podUid) {
        return Optional.ofNullable(seen.get(podUid))
                .map(pod -> new PodUsage(
                        pod.node().observedAt(),
                        pod.node().window(),
                        pod.rates().cpu().runCores(),
                        pod.rates().memoryBytes(),
                        pod.rates().containers()));
    }

    /** The same pod's window as its start-up is told by. Thread-safe. */
    public Optional<PodWindow> window(String podUid) {
        return Optional.ofNullable(seen.get(podUid)).map(WorkloadJoin::window);
    }

    private static PodWindow window(Seen pod) {
        List<PodEdge> edges = pod.rates().edges();
        Double answers = edges == null
                ? null
                : (Double) edges.stream()
                        .filter(edge -> edge.role() == Role.SERVER)
                        .mapToDouble(edge -> edge.rates().answersPerSecond())
                        .sum();
        return new PodWindow(
                pod.state().facts().startTime(),
                pod.state().readyAt(),
                pod.node().observedAt().minus(pod.node().window()),
                pod.rates().cpu().runCores(),
                answers,
                edges != null && edges.stream().anyMatch(edge -> isAsked(edge.rates())));
    }

    private static boolean isAsked(EdgeRates rates) {
        return rates.requestsPerSecond() + rates.answersPerSecond() + rates.outstanding() > 0;
    }

    /** What was seen of one workload. It may stand anywhere among the owners of its pods. Thread-safe. */
    public Observation observe(WorkloadKey workload, Instant now) {
        List<PodState> ready = pods.readyOf(workload);
        int readyPods = ready.size() + pods.readyOfUnknownOwner(workload.namespace());
        List<Seen> found = ready.stream()
                .map(pod -> seen.get(pod.uid()))
                .filter(Objects::nonNull)
                .toList();
        return found.isEmpty() ? Observation.none(workload, now, readyPods) : sum(workload, readyPods, found);
    }

    /** What was seen of one pod, ready or not; empty where its agent is silent. Thread-safe. */
    public Optional<Observation> observe(PodState pod) {
        return Optional.ofNullable(seen.get(pod.uid())).map(found -> sum(pod.workload(), 1, List.of(found)));
    }

    private Observation sum(WorkloadKey workload, int readyPods, List<Seen> found) {
        CpuFlow flow = found.stream().map(pod -> pod.rates().cpu()).reduce(CpuFlow.NONE, CpuFlow::plus);
        Map<String, Integer> cpusByNode = new HashMap<>();
        found.forEach(pod -> cpusByNode.put(pod.node().node(), pod.node().cpus()));
        double nodeCores =
                cpusByNode.values().stream().mapToInt(Integer::intValue).sum();
        return new Observation(
                workload,
                found.stream()
                        .map(pod -> pod.node().observedAt())
                        .min(Instant::compareTo)
                        .orElseThrow(),
                found.stream()
                        .map(pod -> pod.node().window())
                        .min(Duration::compareTo)
                        .orElseThrow(),
                readyPods,
                found.size(),
                weakest(found),
                flow.rates(nodeCores),
                disks(workload.toString(), found),
                traffic(found),
                found.stream()
                        .flatMap(pod -> pod.rates().hot().stream())
                        .distinct()
                        .limit(MAX_HOT)
                        .toList(),
                neighbours(workload.toString(), cpusByNode.keySet()));
    }

    /** Null where an agent does not count it: a part of the connections would look like all of them. */
    private @Nullable Traffic traffic(List<Seen> found) {
        return found.stream().anyMatch(pod -> pod.rates().edges() == null)
                ? null
                : map.traffic(found.stream().map(Seen::state).toList());
    }

    private static Evidence weakest(List<Seen> found) {
        return found.stream().anyMatch(pod -> pod.node().evidence() == Evidence.FILES)
                ? Evidence.FILES
                : Evidence.KERNEL;
    }

    private List<DiskRates> disks(String workload, List<Seen> found) {
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

    private List<String> neighbours(String workload, Set<String> nodes) {
        List<Users> each = nodes.stream()
                .map(node -> cpuUsers.getOrDefault(node, Users.NOBODY))
                .toList();
        Users users = new Users(each.stream().mapToInt(Users::size).sum());
        each.forEach(users::add);
        return users.most(MAX_SHARERS, workload);
    }

    private List<String> sharers(DeviceKey device, String workload) {
        return deviceUsers.getOrDefault(device, Users.NOBODY).most(MAX_SHARERS, workload);
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
