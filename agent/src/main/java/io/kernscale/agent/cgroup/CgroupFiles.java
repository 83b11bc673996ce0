// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.cgroup.SmallFiles.SmallFile;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.PressureTotals;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the files of one cgroup say: bandwidth, pressure and, where probes do not deliver, use. What was read last stays
 * when the cgroup vanishes. On a hybrid host bandwidth comes from v1's cgroup of the same path.
 */
final class CgroupFiles implements AutoCloseable {
    /** Limits change rarely; reading them at each collection would be most of the files' cost. */
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private final SmallFiles files;
    private final Path directory;
    private final Optional<Path> v1Cpu;
    private final Optional<Path> v1Usage;
    private final SmallFile cpuStat;
    private final SmallFile v1CpuStat;
    private final SmallFile cpuPressure;
    private final SmallFile ioPressure;
    private final SmallFile memoryPressure;
    private final SmallFile ioStat;

    private Bandwidth bandwidth = Bandwidth.UNLIMITED;
    private @Nullable PressureTotals pressure;
    private FileTotals totals = FileTotals.NONE;
    private long waitedNanos;
    private long limitReadAtNanos;
    private boolean limitRead;

    CgroupFiles(CgroupMounts mounts, String path, SmallFiles files) {
        this.files = files;
        this.directory = CgroupMounts.directory(mounts.unified(), path);
        this.v1Cpu = mounts.v1Cpu().map(root -> CgroupMounts.directory(root, path));
        this.v1Usage = mounts.v1Usage().map(root -> CgroupMounts.directory(root, path));
        this.cpuStat = files.file(directory.resolve("cpu.stat"));
        this.v1CpuStat = files.file(v1Cpu.orElse(directory).resolve("cpu.stat"));
        this.cpuPressure = files.file(directory.resolve("cpu.pressure"));
        this.ioPressure = files.file(directory.resolve("io.pressure"));
        this.memoryPressure = files.file(directory.resolve("memory.pressure"));
        this.ioStat = files.file(directory.resolve("io.stat"));
    }

    Bandwidth bandwidth() {
        return bandwidth;
    }

    @Nullable
    PressureTotals pressure() {
        return pressure;
    }

    FileTotals totals() {
        return totals;
    }

    /** Reads limit and throttling; the limit at most every 10 s. */
    void refreshBandwidth(long nowNanos) {
        if (!limitRead || nowNanos - limitReadAtNanos >= LIMIT_NANOS) {
            limitRead = true;
            limitReadAtNanos = nowNanos;
            bandwidth = new Bandwidth(limit(), bandwidth.periods(), bandwidth.throttledPeriods());
            all().forEach(SmallFile::retry);
        }
        String stat = bandwidth.quotaCores() == null ? null : v1CpuStat.read();
        if (stat != null) {
            bandwidth = new Bandwidth(
                    bandwidth.quotaCores(),
                    KernelText.field(stat, "nr_periods", bandwidth.periods()),
                    KernelText.field(stat, "nr_throttled", bandwidth.throttledPeriods()));
        }
    }

    /** Reads pressure, and use for features that no probe delivers. */
    void refreshUse(Set<Feature> fromFiles) {
        String cpu = cpuPressure.read();
        if (cpu != null) {
            pressure = KernelText.pressure(cpu, ioPressure.read(), memoryPressure.read());
        }
        if (fromFiles.contains(Feature.SCHEDULER)) {
            readCpu(KernelText.pressureTotal(cpu, "some") * 1_000);
        }
        String io = fromFiles.contains(Feature.BLOCK) ? ioStat.read() : null;
        if (io != null) {
            totals = new FileTotals(
                    totals.runNanos(), totals.contentionNanos(), totals.throttledNanos(), KernelText.ioStat(io));
        }
    }

    /**
     * Pressure holds waits for quota as well. Only growth is split, because the two counters differ in kind (wall time,
     * time summed over CPUs) and their difference may shrink, which no counter may.
     */
    private void readCpu(long waitedNow) {
        long throttled = throttledNanos();
        long contention = Math.max(0, (waitedNow - waitedNanos) - Math.max(0, throttled - totals.throttledNanos()));
        waitedNanos = Math.max(waitedNanos, waitedNow);
        totals = new FileTotals(
                Math.max(totals.runNanos(), usageNanos()),
                totals.contentionNanos() + contention,
                Math.max(totals.throttledNanos(), throttled),
                totals.disks());
    }

    private long usageNanos() {
        String stat = cpuStat.read();
        long micros = stat == null ? -1 : KernelText.field(stat, "usage_usec", -1);
        if (micros >= 0) {
            return micros * 1_000;
        }
        String v1 = v1Usage.map(v1Directory -> files.readOnce(v1Directory.resolve("cpuacct.usage")))
                .orElse(null);
        return v1 == null ? 0 : KernelText.number(v1, 0, 0);
    }

    private long throttledNanos() {
        String stat = v1CpuStat.read();
        return stat == null
                ? 0
                : Math.max(
                        KernelText.field(stat, "throttled_usec", 0) * 1_000,
                        KernelText.field(stat, "throttled_time", 0));
    }

    private @Nullable Double limit() {
        String max = files.readOnce(directory.resolve("cpu.max"));
        if (max != null) {
            return KernelText.cpuMax(max);
        }
        String quota =
                v1Cpu.map(v1 -> files.readOnce(v1.resolve("cpu.cfs_quota_us"))).orElse(null);
        String period =
                v1Cpu.map(v1 -> files.readOnce(v1.resolve("cpu.cfs_period_us"))).orElse(null);
        return quota == null || period == null
                ? null
                : KernelText.cores(KernelText.number(quota, 0, -1), KernelText.number(period, 0, 0));
    }

    private List<SmallFile> all() {
        return List.of(cpuStat, v1CpuStat, cpuPressure, ioPressure, memoryPressure, ioStat);
    }

    @Override
    public void close() {
        all().forEach(SmallFile::close);
    }
}
