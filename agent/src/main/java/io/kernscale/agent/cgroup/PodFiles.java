// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.PressureTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the files say about one pod: those of its own cgroup, whose counters hold all its containers, living and ended.
 * Where it has none (containerd below a systemd kubelet without the systemd driver) the containers' are summed.
 */
final class PodFiles implements AutoCloseable {
    private final CgroupMounts mounts;
    private final SmallFiles files;
    private final Map<Long, CgroupFiles> containers = new HashMap<>();
    private @Nullable CgroupFiles own;
    private FileTotals endedTotals = FileTotals.NONE;
    private Bandwidth endedBandwidth = Bandwidth.UNLIMITED;
    private @Nullable PressureTotals endedPressure;

    PodFiles(CgroupMounts mounts, SmallFiles files) {
        this.mounts = mounts;
        this.files = files;
    }

    void addOwn(Cgroup cgroup) {
        if (own == null) {
            own = new CgroupFiles(mounts, cgroup.path(), files);
        }
    }

    void addContainer(Cgroup cgroup) {
        containers.put(cgroup.id(), new CgroupFiles(mounts, cgroup.path(), files));
    }

    /** The container's cgroup is gone: keeps what it counted. */
    void remove(Cgroup cgroup) {
        CgroupFiles ended = containers.remove(cgroup.id());
        if (ended == null) {
            return;
        }
        ended.close();
        endedTotals = endedTotals.plus(ended.totals());
        endedBandwidth = new Bandwidth(
                null,
                endedBandwidth.periods() + ended.bandwidth().periods(),
                endedBandwidth.throttledPeriods() + ended.bandwidth().throttledPeriods());
        endedPressure = sum(endedPressure, ended.pressure());
    }

    void refresh(long nowNanos, Set<Feature> fromFiles) {
        if (own != null) {
            own.refreshBandwidth(nowNanos);
            own.refreshUse(fromFiles);
        }
        if (own == null || own.bandwidth().quotaCores() == null) {
            containers.values().forEach(container -> container.refreshBandwidth(nowNanos));
        }
        if (own == null || fromFiles.contains(Feature.SCHEDULER)) {
            containers.values().forEach(container -> container.refreshUse(fromFiles));
        }
        if (own != null) {
            own.refreshMemory(nowNanos);
        }
        containers.values().forEach(container -> container.refreshMemory(nowNanos));
    }

    /** Working set of the pod; null where no memory controller tells. */
    @Nullable
    Long memoryBytes() {
        if (own != null) {
            return own.memoryBytes();
        }
        long sum = 0;
        for (CgroupFiles container : containers.values()) {
            Long bytes = container.memoryBytes();
            if (bytes == null) {
                return null;
            }
            sum += bytes;
        }
        return containers.isEmpty() ? null : (Long) sum;
    }

    /** What the files say about one container; empty for a cgroup that is none. */
    Optional<CgroupFiles> container(Cgroup cgroup) {
        return Optional.ofNullable(containers.get(cgroup.id()));
    }

    Bandwidth bandwidth() {
        return own != null && own.bandwidth().quotaCores() != null
                ? own.bandwidth()
                : containers.values().stream().map(CgroupFiles::bandwidth).reduce(endedBandwidth, Bandwidth::plus);
    }

    FileTotals totals() {
        return own != null
                ? own.totals()
                : containers.values().stream().map(CgroupFiles::totals).reduce(endedTotals, FileTotals::plus);
    }

    /** Null where the kernel has no PSI. Summed over containers it is an upper bound, since they may wait at one time. */
    @Nullable
    PressureTotals pressure() {
        if (own != null) {
            return own.pressure();
        }
        PressureTotals total = endedPressure;
        for (CgroupFiles container : containers.values()) {
            total = sum(total, container.pressure());
        }
        return total;
    }

    private static @Nullable PressureTotals sum(@Nullable PressureTotals one, @Nullable PressureTotals two) {
        if (one == null || two == null) {
            return one == null ? two : one;
        }
        return new PressureTotals(
                one.cpuSomeMicros() + two.cpuSomeMicros(),
                one.ioSomeMicros() + two.ioSomeMicros(),
                one.ioFullMicros() + two.ioFullMicros(),
                one.memorySomeMicros() + two.memorySomeMicros());
    }

    @Override
    public void close() {
        List<CgroupFiles> all = new ArrayList<>(containers.values());
        if (own != null) {
            all.add(own);
        }
        all.forEach(CgroupFiles::close);
    }
}
