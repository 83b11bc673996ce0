// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import com.sun.management.ThreadMXBean;
import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.ReportSource;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.collect.agent.AgentPoller;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.journal.Journal;
import io.kernscale.controller.loop.ControlLoop;
import io.kernscale.controller.loop.LoopSettings;
import io.kernscale.controller.loop.Stages;
import io.kernscale.controller.metrics.LoopMetrics;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * {@code ./kernscale bench controller [--json FILE]}: passes of the real control loop over 100, 1,000 and 10,000
 * KernelAutoscalers of 15 pods each, whose agents are polled over HTTP within the pass. The agents share the process, so
 * their CPU is in the pass. What an informer keeps is not: the pods are made here. Exit status 1 when a pass over 10,000
 * takes longer than a second, or the heap is larger than 1.5 GiB.
 */
public final class ControllerBench {

    private static final int PASSES = 7;
    private static final double MOST_SECONDS = 1;
    private static final double MOST_MEBIBYTES = 1_536;
    private static final double MEBI = 1 << 20;

    private ControllerBench() {}

    /**
     * Of one size.
     *
     * @param passSeconds    median
     * @param worstSeconds   the longest pass
     * @param restSeconds    median of a pass without the polling in it
     * @param heapMebibytes  in use after a collection
     * @param allocatedMebibytes of the loop's thread, a pass
     * @param polledMebibytes of all reports, a pass
     */
    private record Size(
            int workloads,
            double passSeconds,
            double worstSeconds,
            double restSeconds,
            double heapMebibytes,
            double allocatedMebibytes,
            double polledMebibytes) {}

    public static void main(String[] words) throws IOException {
        PrintStream out = System.out; // the one class of this package that talks to the terminal
        List<String> args = Arrays.asList(words);
        List<Size> sizes = new ArrayList<>();
        out.printf(
                "%9s  %8s  %8s  %8s  %9s  %12s  %9s%n",
                "WORKLOADS", "PASS s", "WORST s", "REST s", "HEAP MiB", "ALLOCATED MiB", "POLLED MiB");
        for (int workloads : new int[] {100, 1_000, 10_000}) {
            Size size = measure(workloads);
            sizes.add(size);
            out.printf(
                    Locale.ROOT,
                    "%9d  %8.3f  %8.3f  %8.3f  %9.0f  %12.1f  %9.1f%n",
                    size.workloads(),
                    size.passSeconds(),
                    size.worstSeconds(),
                    size.restSeconds(),
                    size.heapMebibytes(),
                    size.allocatedMebibytes(),
                    size.polledMebibytes());
        }
        out.printf(
                Locale.ROOT,
                "10 times the workloads take %.1f and %.1f times as long%n",
                sizes.get(1).passSeconds() / sizes.get(0).passSeconds(),
                sizes.get(2).passSeconds() / sizes.get(1).passSeconds());
        int json = args.indexOf("--json");
        if (json >= 0 && json + 1 < args.size()) {
            Files.writeString(Path.of(args.get(json + 1)), json(sizes));
        }
        Size largest = sizes.getLast();
        boolean passes = largest.passSeconds() <= MOST_SECONDS && largest.heapMebibytes() <= MOST_MEBIBYTES;
        System.exit(passes ? 0 : 1);
    }

    private static String json(List<Size> sizes) {
        String seconds = sizes.stream()
                .map(size ->
                        String.format(Locale.ROOT, "\"passSeconds%d\": %.4f", size.workloads(), size.passSeconds()))
                .collect(Collectors.joining(", "));
        Size largest = sizes.getLast();
        return String.format(
                Locale.ROOT,
                "{%s, \"worstSeconds10000\": %.4f, \"restSeconds10000\": %.4f, \"heapMebibytes10000\": %.1f,"
                        + " \"allocatedMebibytes10000\": %.1f, \"polledMebibytes10000\": %.1f}%n",
                seconds,
                largest.worstSeconds(),
                largest.restSeconds(),
                largest.heapMebibytes(),
                largest.allocatedMebibytes(),
                largest.polledMebibytes());
    }

    private static Size measure(int workloads) throws IOException {
        Fleet fleet = new Fleet(workloads, Instant.now().minusSeconds(3_600));
        LoopSettings settings = new LoopSettings(
                bound(
                        "kernscale.agents",
                        AgentProperties.class,
                        Map.of(
                                "kernscale.agents.poll-interval", "5s",
                                "kernscale.agents.timeout", "5s",
                                "kernscale.agents.max-window", "60s")),
                bound("kernscale.decide", DecideProperties.class, Map.of("kernscale.decide.max-signal-age", "60s")),
                bound("kernscale.hpa", HpaProperties.class, Map.of()),
                bound("kernscale.loop", LoopProperties.class, Map.of("kernscale.loop.scale-cache", "60s")),
                bound("kernscale.map", MapProperties.class, Map.of()));
        Polling polling = new Polling(new AgentPoller(settings.agents()));
        try (AgentFarm farm = new AgentFarm(fleet);
                ControlLoop loop = new ControlLoop(
                        stages(fleet, farm, polling), settings, InstantSource.system(), new LoopMetrics())) {
            loop.round(); // connects, and learns the first counters
            loop.round();
            return passes(workloads, loop, farm, polling);
        }
    }

    private static Size passes(int workloads, ControlLoop loop, AgentFarm farm, Polling polling) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] seconds = new double[PASSES];
        double[] rest = new double[PASSES];
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long polled = farm.bytes();
        for (int i = 0; i < PASSES; i++) {
            polling.nanos = 0;
            long begun = System.nanoTime();
            loop.round();
            long nanos = System.nanoTime() - begun;
            seconds[i] = nanos / 1e9;
            rest[i] = (nanos - polling.nanos) / 1e9;
        }
        double allocatedMebibytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / MEBI / PASSES;
        double polledMebibytes = (farm.bytes() - polled) / MEBI / PASSES;
        if (loop.view().workloads().stream().anyMatch(one -> one.judgement() == null)) {
            throw new IllegalStateException("not every workload was decided upon; the figures would mean nothing");
        }
        Arrays.sort(seconds);
        Arrays.sort(rest);
        System.gc(); // what is in use is what is left
        Runtime runtime = Runtime.getRuntime();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / MEBI;
        return new Size(
                workloads,
                seconds[PASSES / 2],
                seconds[PASSES - 1],
                rest[PASSES / 2],
                heap,
                allocatedMebibytes,
                polledMebibytes);
    }

    private static <T> T bound(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }

    private static Stages stages(Fleet fleet, AgentFarm farm, Polling polling) {
        var endpoints = fleet.endpoints(farm.port());
        return new Stages(
                () -> endpoints,
                polling,
                fleet,
                OwnerSource.NOBODY,
                (namespace, target) -> new TargetScale.Known(Fleet.PODS_A_WORKLOAD, Fleet.PODS_A_WORKLOAD, ""),
                MetricSource.NONE,
                request -> new ScaleResult.Written(),
                new Quiet(),
                new Journal(64, 64 << 20),
                () -> true);
    }

    /** Times the polling of a pass. */
    private static final class Polling implements ReportSource {
        private final AgentPoller poller;
        private long nanos;

        Polling(AgentPoller poller) {
            this.poller = poller;
        }

        @Override
        public List<PollResult> poll(List<AgentEndpoint> agents) {
            long begun = System.nanoTime();
            var results = poller.poll(agents);
            nanos = System.nanoTime() - begun;
            return results;
        }
    }

    /** Takes what is told for written. */
    private static final class Quiet implements Reporter {
        @Override
        public void status(AutoscalerId autoscaler, AutoscalerStatus status) {}

        @Override
        public void event(AutoscalerId autoscaler, Severity severity, String reason, String message, Instant now) {}
    }
}
