// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * CPU time of processes that are not of the bench: they make threads wait, and no simulator knows of them. Those that
 * give way by {@code nice} do not count.
 *
 * @param nanos up to now, of a clock that began before the bench; only differences mean anything
 */
record Bystanders(long nanos) {
    private static final Path STAT = Path.of("/proc/stat");

    /** {@code USER_HZ}, which is the same everywhere. */
    private static final long TICK_NANOS = 10_000_000;

    /** In {@code /proc/stat}: user, system, irq, softirq. */
    private static final List<Integer> BUSY_COLUMNS = List.of(1, 3, 6, 7);

    /** @param report a fresh one of the cluster's agent */
    static Bystanders now(MiniCluster cluster, JsonObject report) {
        long pods = Json.objects(report, "pods").stream()
                .filter(pod -> Json.text(pod, "namespace").equals(Workload.NAMESPACE))
                .mapToLong(pod -> Json.number(pod, 0, "cpu", "runNanos"))
                .sum();
        long ours = Stream.of(ProcessHandle.current(), cluster.agentProcess())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
        return new Bystanders(busyNanos(stat()) - pods - ours);
    }

    private static String stat() {
        try {
            return Files.readString(STAT);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STAT, e);
        }
    }

    /** Of all CPUs. Example: {@code cpu  100 7 20 900 3 1 2 0 0 0} is 123 ticks, 1.23 s. */
    static long busyNanos(String stat) {
        String[] columns = stat.lines().findFirst().orElse("").split(" +");
        return BUSY_COLUMNS.stream()
                .mapToLong(column -> TICK_NANOS * Long.parseLong(columns[column]))
                .sum();
    }

    /** Cores that they took since an earlier look; 0 or more, as clocks differ a little. */
    double coresSince(Bystanders before, long passedNanos) {
        return Math.max(0, nanos - before.nanos) / (double) passedNanos;
    }
}
