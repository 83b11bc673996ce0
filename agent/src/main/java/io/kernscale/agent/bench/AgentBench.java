// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent costs its node: the real agent on a full node's cgroups, its pod names from an API server, polled every
 * 2 s as the controller does. {@code AgentBench [--json FILE]}, as root, from the repository's root.
 */
public final class AgentBench {

    private static final int STARTS = 5;
    private static final int TRAINING_POLLS = 8;

    /** Quicker than in service, so that the code is compiled in half a minute and not in ten. */
    private static final int WARM_UP_POLLS = 300;

    private static final long WARM_UP_MILLIS = 100;
    private static final int POLLS = 15;
    private static final long POLL_MILLIS = 2_000;

    private static final Path JAR = Path.of("agent/target/kernscale-agent.jar");
    private static final Path JVM = Path.of("agent/src/main/jvm/agent.options");

    private AgentBench() {}

    public static void main(String[] arguments) throws Exception {
        Words words = Words.parseOrExit(List.of("--json"), arguments);
        if (!Files.exists(JAR)) {
            System.err.println(JAR + " is missing; build it with ./kernscale build, and run me from there.");
            System.exit(2);
        }
        String title = "The agent with %d pods in %d cgroups, asked every %d s:"
                .formatted(BenchCgroups.PODS, BenchCgroups.CGROUPS, POLL_MILLIS / 1_000);
        new Figures(title, measure()).tell(words.path("--json"));
        System.exit(0); // what still serves is of no use now
    }

    private static List<Figure> measure() throws IOException, InterruptedException {
        Path log = Files.createTempFile("kernscale-agent", ".log");
        Path cache = Files.createTempFile("kernscale-agent", ".aot");
        try (BenchCgroups cgroups = BenchCgroups.create();
                PodListServer api = PodListServer.start(cgroups.uids())) {
            var launch = new AgentProcess.Launch(JAR, JVM, api.url(), log);
            train(launch, cache);
            String cacheOption = "-XX:AOTCache=" + cache;
            double firstAnswerSeconds = medianStart(launch, cacheOption);
            try (AgentProcess agent = AgentProcess.start(launch, cacheOption)) {
                agent.awaitFirstAnswer();
                return figures(agent, firstAnswerSeconds);
            }
        } catch (IOException e) {
            Files.readAllLines(log).forEach(System.err::println);
            throw e;
        } finally {
            Files.deleteIfExists(log);
            Files.deleteIfExists(cache);
        }
    }

    /** One run writes down what it loads and compiles, as an image's build does: later ones start from that. */
    private static void train(AgentProcess.Launch launch, Path cache) throws IOException, InterruptedException {
        try (AgentProcess agent = AgentProcess.start(launch, "-XX:AOTCacheOutput=" + cache)) {
            agent.awaitFirstAnswer();
            for (int i = 0; i < TRAINING_POLLS; i++) {
                poll(agent, 1, WARM_UP_MILLIS);
                agent.get("/metrics");
            }
        }
    }

    private static double medianStart(AgentProcess.Launch launch, String cacheOption)
            throws IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (AgentProcess agent = AgentProcess.start(launch, cacheOption)) {
                starts.add(agent.awaitFirstAnswer());
            }
        }
        starts.sort(null);
        return starts.get(STARTS / 2);
    }

    private static List<Figure> figures(AgentProcess agent, double firstAnswerSeconds)
            throws IOException, InterruptedException {
        poll(agent, WARM_UP_POLLS, WARM_UP_MILLIS);
        AgentProcess.Use before = agent.use();
        long startNanos = System.nanoTime();
        double rss = poll(agent, POLLS, POLL_MILLIS);
        AgentProcess.Use after = agent.use();
        double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
        double user = (after.userSeconds() - before.userSeconds()) / wallSeconds;
        double system = (after.systemSeconds() - before.systemSeconds()) / wallSeconds;
        double kibibytes = agent.get("/v1/report").length / 1_024.0;
        return List.of(
                new Figure("rssMebibytes", rss, "resident memory, MiB", 90),
                new Figure("userCpuRatio", user, "user space, of one core", 0.005),
                new Figure("firstAnswerSeconds", firstAnswerSeconds, "start to first report, s", 1),
                new Figure("systemCpuRatio", system, "kernel on its behalf, of one core", Double.POSITIVE_INFINITY),
                new Figure("reportKibibytes", kibibytes, "a report as gzip, KiB", Double.POSITIVE_INFINITY));
    }

    /** The most memory that was resident meanwhile, in MiB. */
    private static double poll(AgentProcess agent, int polls, long everyMillis)
            throws IOException, InterruptedException {
        double rss = 0;
        for (int i = 0; i < polls; i++) {
            agent.get("/v1/report");
            rss = Math.max(rss, agent.use().rssMebibytes());
            Thread.sleep(everyMillis);
        }
        return rss;
    }
}
