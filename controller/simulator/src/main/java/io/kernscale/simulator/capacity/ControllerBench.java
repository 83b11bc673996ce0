// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.act.kube.KubeReporter;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.agent.AgentPoller;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeCluster;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.collect.kube.KubePaths;
import io.kernscale.controller.collect.kube.KubeScales;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.KubeProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.journal.Journal;
import io.kernscale.controller.loop.ControlLoop;
import io.kernscale.controller.loop.LoopRunner;
import io.kernscale.controller.loop.LoopSettings;
import io.kernscale.controller.loop.Stages;
import io.kernscale.controller.loop.WorkloadView;
import io.kernscale.controller.metrics.LoopMetrics;
import io.kernscale.simulator.capacity.PassClock.Pass;
import io.kernscale.testkit.demo.DemoException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * {@code ./kernscale bench controller [--workloads N] [--edges N] [--ipv6] [--objectives N] [--json FILE]}: the real control loop over 100, 1,000 and 10,000 KernelAutoscalers
 * of 15 pods each, which informers have listed, while the agents of all nodes are polled over HTTP every 5 s. A pass is
 * timed from its begin to its end, with the polls of the next one under way. The agents and the API server are a process
 * of their own on the same CPUs; scales are read from it and statuses written to it. Exit status 1 when the median pass
 * over 10,000 takes longer than a second, the heap is larger than 1.5 GiB, or a workload was not wholly seen.
 */
public final class ControllerBench {

    private static final int EXIT_CANNOT_RUN = 2;
    private static final int FIRST_PASSES = 6;
    private static final int PASSES = 7;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final double MOST_SECONDS = 1;
    private static final double MOST_MEBIBYTES = 1_536;

    private ControllerBench() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        PrintStream out = System.out; // the one class of this package that talks to people
        CapacityOptions options = options(words);
        List<Size> sizes = new ArrayList<>();
        out.println(Size.HEADER);
        for (Layout layout : options.layouts()) {
            Size size = measure(layout);
            sizes.add(size);
            out.println(size.row());
        }
        for (int i = 1; i < sizes.size(); i++) {
            out.println(sizes.get(i).growth(sizes.get(i - 1)));
        }
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), Size.json(sizes));
        }
        Size largest = sizes.getLast();
        boolean passes = sizes.stream().allMatch(size -> size.seenRatio() == 1)
                && largest.passSeconds() <= MOST_SECONDS
                && largest.heapMebibytes() <= MOST_MEBIBYTES;
        System.exit(passes ? 0 : 1);
    }

    private static CapacityOptions options(String... words) {
        try {
            return CapacityOptions.parse(words);
        } catch (DemoException e) {
            System.err.println("kernscale: " + e.getMessage());
            System.exit(EXIT_CANNOT_RUN);
            throw e;
        }
    }

    private static Size measure(Layout layout) throws IOException, InterruptedException {
        LoopSettings settings = settings();
        try (FleetProcess fleet = new FleetProcess(layout)) {
            return measure(layout, fleet, settings);
        }
    }

    private static Size measure(Layout layout, FleetProcess fleet, LoopSettings settings)
            throws IOException, InterruptedException {
        BlockingQueue<Pass> passes = new LinkedBlockingQueue<>();
        LoopMetrics metrics = new LoopMetrics();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        KubeClients clients = clients(fleet);
        KubeHttp http = new KubeHttp(clients);
        try (KubeCluster cluster = new KubeCluster(clients, http, new KubePaths(http), settings.agents());
                AgentPoller poller = new AgentPoller(settings.agents());
                ControlLoop loop = new ControlLoop(
                        stages(fleet, cluster, http, poller), settings, InstantSource.system(), metrics)) {
            double listSeconds = listSeconds(cluster);
            PollCounts polls = new PollCounts(registry);
            PassClock clock = new PassClock(polls::all);
            LoopRunner runner = new LoopRunner(loop::poll, () -> passes.add(clock.time(loop::pass)), INTERVAL);
            runner.start();
            try {
                return measure(layout, listSeconds, loop, fleet, passes, polls);
            } finally {
                runner.stop();
            }
        }
    }

    /** From the first question until all pods and their owners are known. */
    private static double listSeconds(KubeCluster cluster) throws InterruptedException {
        long begun = System.nanoTime();
        while (cluster.cluster().isEmpty()) {
            Thread.sleep(100);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static Size measure(
            Layout layout,
            double listSeconds,
            ControlLoop loop,
            FleetProcess fleet,
            BlockingQueue<Pass> passes,
            PollCounts polls)
            throws IOException, InterruptedException {
        for (int i = 0; i < FIRST_PASSES; i++) { // connects, learns the first counters, compiles
            passes.take();
        }
        Usage begin = Usage.now(fleet);
        Map<String, Double> failedBefore = polls.failed();
        double[] seconds = new double[PASSES];
        double[] cpuSeconds = new double[PASSES];
        for (int i = 0; i < PASSES; i++) {
            Pass pass = passes.take();
            seconds[i] = pass.seconds();
            cpuSeconds[i] = pass.cpuSeconds();
        }
        Usage used = Usage.now(fleet).each(begin, PASSES);
        tellFailures(failedBefore, polls.failed());
        long whole = loop.view().workloads().stream()
                .map(WorkloadView::judgement)
                .filter(Objects::nonNull)
                .filter(one -> one.observation().observedPods() == Layout.PODS_A_WORKLOAD)
                .count();
        Arrays.sort(seconds);
        Arrays.sort(cpuSeconds);
        System.gc(); // what is in use is what is left
        Runtime runtime = Runtime.getRuntime();
        return new Size(
                layout.workloads(),
                (double) whole / layout.workloads(),
                listSeconds,
                seconds[PASSES / 2],
                seconds[PASSES - 1],
                cpuSeconds[PASSES / 2],
                (runtime.totalMemory() - runtime.freeMemory()) / Usage.MEBI,
                used);
    }

    /** In what was measured: those of the first connections, when nothing is compiled yet, are none of its figures. */
    private static void tellFailures(Map<String, Double> before, Map<String, Double> after) {
        PrintStream out = System.out;
        after.forEach((result, count) -> {
            double failed = count - before.getOrDefault(result, 0.0);
            if (failed > 0) {
                out.printf("%.0f polls failed while it was measured: %s%n", failed, result);
            }
        });
    }

    /** What docs/capacity.md advises for a large cluster. */
    private static LoopSettings settings() {
        return new LoopSettings(
                bound(
                        "kernscale.agents",
                        AgentProperties.class,
                        Map.of(
                                "kernscale.agents.poll-interval",
                                INTERVAL.toSeconds() + "s",
                                "kernscale.agents.timeout",
                                "4s",
                                "kernscale.agents.max-window",
                                "20s")),
                bound("kernscale.decide", DecideProperties.class, Map.of("kernscale.decide.max-signal-age", "12s")),
                bound("kernscale.hpa", HpaProperties.class, Map.of()),
                bound("kernscale.loop", LoopProperties.class, Map.of("kernscale.loop.scale-cache", "60s")),
                bound("kernscale.map", MapProperties.class, Map.of()));
    }

    private static <T> T bound(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }

    private static KubeClients clients(FleetProcess fleet) throws IOException {
        Path kubeconfig = Files.createTempFile("bench", ".kubeconfig");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                clusters: [{name: fleet, cluster: {server: "%s"}}]
                users: [{name: fleet, user: {}}]
                contexts: [{name: fleet, context: {cluster: fleet, user: fleet}}]
                current-context: fleet
                """.formatted(fleet.api()));
        kubeconfig.toFile().deleteOnExit();
        return new KubeClients(new KubeProperties(kubeconfig, Duration.ofSeconds(10)));
    }

    private static Stages stages(FleetProcess fleet, KubeCluster cluster, KubeHttp http, AgentPoller poller) {
        var endpoints = fleet.endpoints();
        return new Stages(
                () -> endpoints,
                poller,
                cluster,
                cluster.scalers(),
                new KubeScales(http, new KubePaths(http)),
                MetricSource.NONE,
                request -> new ScaleResult.Written(),
                new KubeReporter(http),
                new Journal(64, 64 << 20),
                () -> true);
    }
}
