// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.cgroup.SmallFiles.SmallFile;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.PressureTotals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the files of one cgroup say: bandwidth, pressure and, where probes do not deliver, use. What was read last stays
 * when the cgroup vanishes. On a hybrid host bandwidth comes from v1's cgroup of the same path.
 */
final class CgroupFiles implements AutoCloseable {
    /** Limits change rarely; reading them at each collection would be most of the files' cost. */
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private final CgroupMounts mounts;
    private final String path;
    private final SmallFiles files;
    /** Made when first read: a pod's limit makes its containers' files needless, and paths are heavy. */
    private final Map<Path, Map<String, SmallFile>> open = new HashMap<>();

    private Bandwidth bandwidth = Bandwidth.UNLIMITED;
    private @Nullable PressureTotals pressure;
    private FileTotals totals = FileTotals.NONE;
    private long waitedNanos;
    private long limitReadAtNanos;
    private @Nullable Long memoryBytes;
    private long memoryReadAtNanos;
    private boolean memoryRead;
    private boolean limitRead;

    CgroupFiles(CgroupMounts mounts, String path, SmallFiles files) {
        this.mounts = mounts;
        this.path = path;
        this.files = files;
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

    /** Null where no memory controller tells. */
    @Nullable
    Long memoryBytes() {
        return memoryBytes;
    }

    /**
     * Reads the working set, at most every 10 s: what is charged less the file pages on the inactive list. The two files
     * are of two moments, so it can come out below zero.
     */
    void refreshMemory(long nowNanos) {
        if (memoryRead && nowNanos - memoryReadAtNanos < LIMIT_NANOS) {
            return;
        }
        memoryRead = true;
        memoryReadAtNanos = nowNanos;
        boolean v1 = mounts.v1Memory().isPresent();
        Path directory = CgroupMounts.directory(mounts.v1Memory().orElse(mounts.unified()), path);
        String charged = files.readOnce(directory.resolve(v1 ? "memory.usage_in_bytes" : "memory.current"));
        String stat = charged == null ? null : files.readOnce(directory.resolve("memory.stat"));
        memoryBytes = charged == null || stat == null
                ? null
                : (Long) Math.max(
                        0,
                        KernelText.number(charged, 0, 0)
                                - KernelText.field(stat, v1 ? "total_inactive_file" : "inactive_file", 0));
    }

    /** Reads limit and throttling; the limit at most every 10 s. */
    void refreshBandwidth(long nowNanos) {
        if (!limitRead || nowNanos - limitReadAtNanos >= LIMIT_NANOS) {
            limitRead = true;
            limitReadAtNanos = nowNanos;
            bandwidth = new Bandwidth(limitOrLast(), bandwidth.periods(), bandwidth.throttledPeriods());
            all().forEach(SmallFile::retry);
        }
        String stat = bandwidth.quotaCores() == null ? null : read(cpuRoot(), "cpu.stat");
        if (stat != null) {
            bandwidth = new Bandwidth(
                    bandwidth.quotaCores(),
                    KernelText.field(stat, "nr_periods", bandwidth.periods()),
                    KernelText.field(stat, "nr_throttled", bandwidth.throttledPeriods()));
        }
    }

    /** Reads pressure, and use for features that no probe delivers. */
    void refreshUse(Set<Feature> fromFiles) {
        String cpu = read(mounts.unified(), "cpu.pressure");
        if (cpu != null) {
            pressure = KernelText.pressure(
                    cpu, read(mounts.unified(), "io.pressure"), read(mounts.unified(), "memory.pressure"));
        }
        if (fromFiles.contains(Feature.SCHEDULER)) {
            readCpu(KernelText.pressureTotal(cpu, "some") * 1_000);
        }
        String io = fromFiles.contains(Feature.BLOCK) ? read(mounts.unified(), "io.stat") : null;
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
        String stat = read(mounts.unified(), "cpu.stat");
        long micros = stat == null ? -1 : KernelText.field(stat, "usage_usec", -1);
        if (micros >= 0) {
            return micros * 1_000;
        }
        String v1 = mounts.v1Usage().map(root -> read(root, "cpuacct.usage")).orElse(null);
        return v1 == null ? 0 : KernelText.number(v1, 0, 0);
    }

    private long throttledNanos() {
        String stat = read(cpuRoot(), "cpu.stat");
        return stat == null
                ? 0
                : Math.max(
                        KernelText.field(stat, "throttled_usec", 0) * 1_000,
                        KernelText.field(stat, "throttled_time", 0));
    }

    /** A cgroup that is gone had the limit that was read last: without one its periods would no longer be told. */
    private @Nullable Double limitOrLast() {
        Double limit = limit();
        boolean gone = limit == null
                && bandwidth.quotaCores() != null
                && Files.notExists(CgroupMounts.directory(cpuRoot(), path));
        return gone ? bandwidth.quotaCores() : limit;
    }

    /** A controller is in one hierarchy only: where v1 has cpu, v2 has no {@code cpu.max}. */
    private @Nullable Double limit() {
        Path directory = CgroupMounts.directory(cpuRoot(), path);
        if (mounts.v1Cpu().isEmpty()) {
            String max = files.readOnce(directory.resolve("cpu.max"));
            return max == null ? null : KernelText.cpuMax(max);
        }
        String quota = files.readOnce(directory.resolve("cpu.cfs_quota_us"));
        String period = quota == null ? null : files.readOnce(directory.resolve("cpu.cfs_period_us"));
        return quota == null || period == null
                ? null
                : KernelText.cores(KernelText.number(quota, 0, -1), KernelText.number(period, 0, 0));
    }

    /** Where throttling is told. */
    private Path cpuRoot() {
        return mounts.v1Cpu().orElse(mounts.unified());
    }

    private @Nullable String read(Path root, String name) {
        Map<String, SmallFile> below = open.computeIfAbsent(root, any -> new HashMap<>());
        SmallFile file = below.get(name);
        if (file == null) {
            file = files.file(CgroupMounts.directory(root, path).resolve(name));
            below.put(name, file);
        }
        return file.read();
    }

    private List<SmallFile> all() {
        return open.values().stream().flatMap(below -> below.values().stream()).toList();
    }

    @Override
    public void close() {
        all().forEach(SmallFile::close);
    }
}
