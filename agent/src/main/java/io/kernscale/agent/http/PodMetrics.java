// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.http.MetricsText.Type;
import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.PodReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * The pods' scheduler counters, samples and pressure as metrics; {@link DiskMetrics} has their disks, {@link EdgeMetrics}
 * their TCP edges.
 */
final class PodMetrics {

    /**
     * One pod and its label pairs, made once for all its samples.
     *
     * @param labels {@code namespace}, {@code pod} and {@code uid}; empty values where the name is not known
     */
    record Row(PodReport pod, String labels) {

        static Row of(PodReport pod) {
            String namespace = Objects.requireNonNullElse(pod.namespace(), "");
            String name = Objects.requireNonNullElse(pod.name(), "");
            return new Row(pod, MetricsText.labels("namespace", namespace, "pod", name, "uid", pod.uid()));
        }

        String with(String label, String value) {
            return labels + "," + MetricsText.labels(label, value);
        }
    }

    private final MetricsText text = new MetricsText();
    private final List<Row> rows;

    private PodMetrics(List<Row> rows) {
        this.rows = rows;
    }

    static byte[] of(List<PodReport> pods) {
        List<Row> rows = new ArrayList<>(pods.size());
        pods.forEach(pod -> rows.add(Row.of(pod)));
        var metrics = new PodMetrics(rows);
        metrics.cpu();
        metrics.blocked();
        metrics.switches();
        metrics.threads();
        metrics.quota();
        metrics.waits();
        DiskMetrics.append(metrics.text, rows);
        EdgeMetrics.append(metrics.text, rows);
        metrics.samples();
        metrics.pressure();
        return metrics.text.toBytes();
    }

    private void cpu() {
        text.family("kernscale_pod_cpu_run_seconds_total", Type.COUNTER, "Thread-seconds on a CPU.");
        eachSeconds("", "", CpuCounters::runNanos);
        text.family(
                "kernscale_pod_cpu_wait_seconds_total",
                Type.COUNTER,
                "Thread-seconds runnable without a CPU: others had it (contention), or the CPU limit was used up (quota).");
        eachSeconds("cause", "contention", CpuCounters::waitContentionNanos);
        eachSeconds("cause", "quota", CpuCounters::waitQuotaNanos);
    }

    private void blocked() {
        text.family("kernscale_pod_blocked_seconds_total", Type.COUNTER, "Thread-seconds off the CPU, by cause.");
        eachBlocked("disk", BlockedNanos::disk);
        eachBlocked("lock", BlockedNanos::lock);
        eachBlocked("network", BlockedNanos::network);
        eachBlocked("poll", BlockedNanos::poll);
        eachBlocked("sleep", BlockedNanos::sleep);
        eachBlocked("other", BlockedNanos::other);
        text.family(
                "kernscale_pod_cycle_blocked_seconds_total",
                Type.COUNTER,
                "The part of blocked time that belongs to threads at work, not to parked ones.");
        eachSeconds("", "", CpuCounters::cycleBlockedNanos);
    }

    private void switches() {
        text.family("kernscale_pod_context_switches_total", Type.COUNTER, "Context switches, by kind.");
        each("kind", "voluntary", CpuCounters::voluntarySwitches);
        each("kind", "involuntary", CpuCounters::involuntarySwitches);
        text.family("kernscale_pod_preemptions_total", Type.COUNTER, "Involuntary switches, by who got the CPU.");
        each("by", "same", CpuCounters::preemptedBySame);
        each("by", "other", CpuCounters::preemptedByOther);
        each("by", "system", CpuCounters::preemptedBySystem);
    }

    private void threads() {
        text.family("kernscale_pod_threads", Type.GAUGE, "Living threads.");
        each("", "", CpuCounters::threads);
        text.family("kernscale_pod_runnable_threads", Type.GAUGE, "Threads on a CPU or waiting for one.");
        each("", "", CpuCounters::runnableThreads);
    }

    private void quota() {
        text.family("kernscale_pod_cpu_quota_cores", Type.GAUGE, "CPU limit in cores; absent without a limit.");
        for (Row row : rows) {
            Double cores = row.pod().cpu().quotaCores();
            if (cores != null) {
                text.sample(row.labels(), cores.doubleValue());
            }
        }
        text.family("kernscale_pod_cpu_quota_periods_total", Type.COUNTER, "Quota periods in which the pod ran.");
        each("", "", CpuCounters::quotaPeriods);
        text.family("kernscale_pod_cpu_throttled_periods_total", Type.COUNTER, "Of these, periods it was stopped in.");
        each("", "", CpuCounters::throttledPeriods);
    }

    private void waits() {
        text.family(
                "kernscale_pod_cpu_wait_duration_seconds",
                Type.HISTOGRAM,
                "Finished run-queue waits by length; the sum also has waits in progress.");
        for (Row row : rows) {
            var cpu = row.pod().cpu();
            long sumNanos = cpu.waitContentionNanos() + cpu.waitQuotaNanos();
            WaitHistogram.append(text, row.labels(), cpu.waitHistogram(), sumNanos);
        }
    }

    private void samples() {
        text.family("kernscale_pod_cpu_samples_total", Type.COUNTER, "On-CPU samples, by mode.");
        for (Row row : rows) {
            text.sample(row.with("mode", "user"), row.pod().samples().user());
            text.sample(row.with("mode", "kernel"), row.pod().samples().kernel());
        }
    }

    private void pressure() {
        text.family(
                "kernscale_pod_pressure_seconds_total",
                Type.COUNTER,
                "PSI: wall seconds in which some or all threads were held up; absent where the kernel has no PSI.");
        for (Row row : rows) {
            var pressure = row.pod().pressure();
            if (pressure != null) {
                pressure(row, "cpu", "some", pressure.cpuSomeMicros());
                pressure(row, "io", "some", pressure.ioSomeMicros());
                pressure(row, "io", "full", pressure.ioFullMicros());
                pressure(row, "memory", "some", pressure.memorySomeMicros());
            }
        }
    }

    private void pressure(Row row, String resource, String share, long micros) {
        text.seconds(row.with("resource", resource) + "," + MetricsText.labels("share", share), micros * 1_000);
    }

    private void each(String label, String value, ToLongFunction<CpuCounters> counter) {
        for (Row row : rows) {
            text.sample(labels(row, label, value), counter.applyAsLong(row.pod().cpu()));
        }
    }

    private void eachSeconds(String label, String value, ToLongFunction<CpuCounters> nanos) {
        for (Row row : rows) {
            text.seconds(labels(row, label, value), nanos.applyAsLong(row.pod().cpu()));
        }
    }

    private void eachBlocked(String cause, ToLongFunction<BlockedNanos> nanos) {
        eachSeconds("cause", cause, cpu -> nanos.applyAsLong(cpu.blocked()));
    }

    private static String labels(Row row, String label, String value) {
        return label.isEmpty() ? row.labels() : row.with(label, value);
    }
}
