// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.kernscale.controller.collect.BlockedRates;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.DiskRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.loop.LoopView;
import io.kernscale.controller.loop.WorkloadView;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the kernel saw of the workloads that an autoscaler names, some twenty series for each: only so many are
 * shown, those whose names come first, so that the same ones are shown in every round.
 */
public final class WorkloadMetrics implements MeterBinder {

    private final int maxWorkloads;
    private volatile @Nullable Families families;

    private record Families(
            GaugeFamily pods,
            GaugeFamily run,
            GaugeFamily waits,
            GaugeFamily saturation,
            GaugeFamily throttled,
            GaugeFamily blocked,
            GaugeFamily diskPending,
            GaugeFamily diskRate,
            GaugeFamily unshown) {}

    /** @param maxWorkloads workloads that are shown */
    public WorkloadMetrics(int maxWorkloads) {
        this.maxWorkloads = maxWorkloads;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        families = new Families(
                new GaugeFamily(registry, "kernscale.workload.pods", null, "pods, and of these the ones that are seen"),
                new GaugeFamily(registry, "kernscale.workload.cpu.run", "cores", "CPU used"),
                new GaugeFamily(registry, "kernscale.workload.cpu.wait", "cores", "CPU waited for, by cause"),
                new GaugeFamily(registry, "kernscale.workload.cpu.saturation", "ratio", "wait / (run + wait)"),
                new GaugeFamily(
                        registry, "kernscale.workload.throttled", "ratio", "periods in which its limit stopped a pod"),
                new GaugeFamily(registry, "kernscale.workload.blocked", "threads", "threads off the CPU, by cause"),
                new GaugeFamily(
                        registry, "kernscale.workload.disk.pending", "requests", "disk requests, by where they are"),
                new GaugeFamily(registry, "kernscale.workload.disk.requests.rate", null, "disk requests done a second"),
                new GaugeFamily(
                        registry, "kernscale.workloads.unshown", null, "workloads without meters of what was seen"));
    }

    /** Takes over what a round left behind. */
    public void show(LoopView view) {
        Families shown = families;
        if (shown == null) {
            return;
        }
        Rows rows = new Rows();
        List<WorkloadView> workloads = view.workloads();
        workloads.stream().limit(maxWorkloads).forEach(rows::add);
        shown.pods.show(rows.pods);
        shown.run.show(rows.run);
        shown.waits.show(rows.waits);
        shown.saturation.show(rows.saturation);
        shown.throttled.show(rows.throttled);
        shown.blocked.show(rows.blocked);
        shown.diskPending.show(rows.diskPending);
        shown.diskRate.show(rows.diskRate);
        shown.unshown.show(Map.of(Tags.empty(), (double) Math.max(0, workloads.size() - maxWorkloads)));
    }

    /** The values of one round. */
    private static final class Rows {
        private final Map<Tags, Double> pods = new HashMap<>();
        private final Map<Tags, Double> run = new HashMap<>();
        private final Map<Tags, Double> waits = new HashMap<>();
        private final Map<Tags, Double> saturation = new HashMap<>();
        private final Map<Tags, Double> throttled = new HashMap<>();
        private final Map<Tags, Double> blocked = new HashMap<>();
        private final Map<Tags, Double> diskPending = new HashMap<>();
        private final Map<Tags, Double> diskRate = new HashMap<>();

        /** A workload that nobody sees has pods and no rates: zeros would read as idleness. */
        private void add(WorkloadView workload) {
            WorkloadView.Judgement judgement = workload.judgement();
            if (judgement == null) {
                return;
            }
            Tags tags = ViewMetrics.tags(workload);
            Observation seen = judgement.observation();
            pods.put(tags.and("state", "ready"), (double) seen.readyPods());
            pods.put(tags.and("state", "observed"), (double) seen.observedPods());
            if (seen.observedPods() > 0) {
                add(tags, seen.cpu());
                seen.disks().forEach(disk -> add(tags.and("device", disk.device()), disk));
            }
        }

        private void add(Tags tags, CpuRates cpu) {
            run.put(tags, cpu.runCores());
            waits.put(tags.and("cause", "contention"), cpu.waitContentionCores());
            waits.put(tags.and("cause", "quota"), cpu.waitQuotaCores());
            saturation.put(tags, cpu.saturation());
            throttled.put(tags, cpu.throttledRatio());
            BlockedRates threads = cpu.blocked();
            blocked.put(tags.and("cause", "disk"), threads.disk());
            blocked.put(tags.and("cause", "lock"), threads.lock());
            blocked.put(tags.and("cause", "network"), threads.network());
            blocked.put(tags.and("cause", "poll"), threads.poll());
            blocked.put(tags.and("cause", "sleep"), threads.sleep());
            blocked.put(tags.and("cause", "other"), threads.other());
        }

        /** Disks of one name on several nodes are added up: a series for each node would be one too many. */
        private void add(Tags tags, DiskRates disk) {
            diskRate.merge(tags, disk.requestsPerSecond(), Double::sum);
            diskPending.merge(tags.and("place", "queue"), disk.queuedRequests(), Double::sum);
            diskPending.merge(tags.and("place", "device"), disk.deviceRequests(), Double::sum);
        }
    }
}
