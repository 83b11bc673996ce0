// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.SchedCounters;
import io.kernscale.agent.cgroup.CgroupPath.Level;
import io.kernscale.agent.cgroup.PodDetail.Container;
import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.HotSpot;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.PodReport.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One pod, or one plain cgroup: its cgroups, and what its ended cgroups left behind, so that its counters never go back
 * when a container restarts.
 */
final class Pod implements AutoCloseable {
    private final String uid;
    private final Kind kind;
    private final PodFiles files;
    private final PodEdges edges;
    private final Map<Long, Cgroup> cgroups = new HashMap<>();
    private final Tally retained = new Tally();
    private final Map<String, Long> endedRunNanos = new HashMap<>();
    private boolean schedulerFromFiles;
    private Tally tally = new Tally();
    private @Nullable PodName name;
    private List<HotSpot> hot = List.of();
    private long lastEndNanos;

    Pod(String uid, Kind kind, PodFiles files, int mostEdges) {
        this.uid = uid;
        this.kind = kind;
        this.files = files;
        this.edges = new PodEdges(mostEdges);
    }

    void add(Cgroup cgroup) {
        cgroups.put(cgroup.id(), cgroup);
        cgroup.own();
        Level level = cgroup.owner().map(CgroupPath::level).orElse(Level.POD);
        switch (level) {
            case POD -> files.addOwn(cgroup);
            case CONTAINER -> files.addContainer(cgroup);
            case INSIDE -> {} // the files of its container hold it
        }
    }

    String uid() {
        return uid;
    }

    Kind kind() {
        return kind;
    }

    Collection<Cgroup> cgroups() {
        return cgroups.values();
    }

    boolean owns(Cgroup cgroup) {
        return cgroups.get(cgroup.id()) == cgroup;
    }

    Optional<PodName> name() {
        return Optional.ofNullable(name);
    }

    void name(PodName known) {
        name = known;
    }

    void hot(List<HotSpot> places) {
        hot = places;
    }

    Tally tally() {
        return tally;
    }

    Bandwidth bandwidth() {
        return files.bandwidth();
    }

    /** Takes over the counters of an ended cgroup, which is not needed any longer. */
    void fold(Cgroup cgroup, long endedAtNanos) {
        retained.add(cgroup);
        keepRun(cgroup);
        retained.land();
        edges.fold(cgroup);
        files.remove(cgroup);
        cgroups.remove(cgroup.id());
        lastEndNanos = endedAtNanos;
    }

    /** A cgroup that ends within a living container takes nothing from the container's time. */
    private void keepRun(Cgroup ended) {
        String id = containerId(ended);
        boolean lives = cgroups.values().stream().anyMatch(other -> other != ended && id.equals(containerId(other)));
        if (id.isEmpty() || !lives) {
            endedRunNanos.remove(id);
        } else {
            endedRunNanos.merge(id, runNanos(ended), Long::sum);
        }
    }

    private static long runNanos(Cgroup cgroup) {
        SchedCounters scheduler = cgroup.scheduler();
        return scheduler == null ? 0 : scheduler.runNanos();
    }

    /** True when no cgroup of the pod has lived for this long. */
    boolean gone(long nowNanos, long keepNanos) {
        return cgroups.isEmpty() && nowNanos - lastEndNanos >= keepNanos;
    }

    /** Sums up what the cgroups show now; use comes from files for features in {@code fromFiles}. */
    void sum(long nowNanos, Set<Feature> fromFiles) {
        schedulerFromFiles = fromFiles.contains(Feature.SCHEDULER);
        files.refresh(nowNanos, fromFiles);
        Tally sum = new Tally();
        sum.add(retained);
        sum.add(files.totals());
        sum.add(total(cgroups.values()));
        tally = sum;
        edges.book(cgroups.values(), nowNanos);
    }

    PodReport report(Function<DeviceNumber, String> deviceNames) {
        List<ContainerUsage> usage = usage();
        return new PodReport(
                name == null ? uid : name.uid(),
                kind,
                name == null ? null : name.namespace(),
                name == null ? plainName() : name.name(),
                usage.size(),
                tally.cpu(files.bandwidth()),
                tally.disks(deviceNames),
                edges.rows(),
                tally.samples(hot),
                files.pressure(),
                files.memoryBytes(),
                usage);
    }

    /** One of each living container. */
    private List<ContainerUsage> usage() {
        return byContainer().entrySet().stream()
                .filter(container -> !container.getKey().isEmpty())
                .filter(container -> container.getValue().stream().anyMatch(cgroup -> !cgroup.ended()))
                .map(container -> usage(container.getKey(), container.getValue()))
                .toList();
    }

    /** The pod's own cgroups under an empty id. */
    private Map<String, List<Cgroup>> byContainer() {
        Map<String, List<Cgroup>> byContainer = new TreeMap<>();
        for (Cgroup cgroup : cgroups.values()) {
            byContainer
                    .computeIfAbsent(containerId(cgroup), any -> new ArrayList<>())
                    .add(cgroup);
        }
        return byContainer;
    }

    private ContainerUsage usage(String id, List<Cgroup> members) {
        CgroupFiles own = members.stream()
                .map(files::container)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        long counted = members.stream().mapToLong(Pod::runNanos).sum() + endedRunNanos.getOrDefault(id, 0L);
        long runNanos = schedulerFromFiles && own != null ? own.totals().runNanos() : counted;
        return new ContainerUsage(id, runNanos, own == null ? null : own.memoryBytes());
    }

    PodDetail detail(Function<DeviceNumber, String> deviceNames) {
        return new PodDetail(
                report(deviceNames),
                byContainer().entrySet().stream()
                        .map(entry -> container(entry.getKey(), entry.getValue(), deviceNames))
                        .toList());
    }

    private Container container(String id, List<Cgroup> members, Function<DeviceNumber, String> deviceNames) {
        Tally sum = total(members);
        return new Container(
                id,
                members.stream().map(Cgroup::path).sorted().toList(),
                sum.cpu(Bandwidth.UNLIMITED),
                sum.disks(deviceNames),
                edges.ofOnly(members),
                sum.samples(List.of()));
    }

    private static Tally total(Collection<Cgroup> cgroups) {
        Tally ended = new Tally();
        Tally sum = new Tally();
        cgroups.forEach(cgroup -> (cgroup.ended() ? ended : sum).add(cgroup));
        ended.land();
        sum.add(ended);
        return sum;
    }

    private @Nullable String plainName() {
        return kind == Kind.CGROUP ? uid : null;
    }

    private static String containerId(Cgroup cgroup) {
        return cgroup.owner().map(CgroupPath::containerId).orElse("");
    }

    @Override
    public void close() {
        cgroups.values().forEach(Cgroup::disown);
        files.close();
    }
}
