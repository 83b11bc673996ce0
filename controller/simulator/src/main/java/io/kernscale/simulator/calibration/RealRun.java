// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import com.google.gson.JsonObject;
import io.kernscale.simulator.calibration.Case.Server;
import io.kernscale.testkit.cluster.EndpointFiles;
import io.kernscale.testkit.demo.Clients;
import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A case on this machine's kernel: real processes in real cgroups, read from the report of the real agent. */
final class RealRun implements AutoCloseable {
    private static final Duration WARM_UP = Duration.ofMillis(1_500);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int PATIENCE_TICKS = 200;
    private static final int ATTEMPTS = 3;
    private static final long SEED = 1;

    private final MiniCluster cluster;
    private final Case described;
    private final List<Clients> clients = new ArrayList<>();

    private RealRun(MiniCluster cluster, Case described) {
        this.cluster = cluster;
        this.described = described;
    }

    /**
     * Rounds of so long, one after the other: at most three times as many as asked for, until so many are quiet.
     *
     * @return the quietest
     * @throws DemoException when the servers do not answer within 20 s
     */
    static List<Round> rounds(MiniCluster cluster, Case described, int count, Duration length)
            throws InterruptedException {
        try (RealRun run = new RealRun(cluster, described)) {
            run.start();
            List<Round> rounds = new ArrayList<>();
            while (rounds.size() < ATTEMPTS * count
                    && rounds.stream().filter(Round::isQuiet).count() < count) {
                rounds.add(run.round(length));
            }
            return rounds.stream()
                    .sorted(Comparator.comparingDouble(Round::bystanderCores))
                    .limit(count)
                    .toList();
        }
    }

    private Round round(Duration length) throws InterruptedException {
        JsonObject before = report();
        Bystanders bystanders = Bystanders.now(cluster, before);
        Thread.sleep(length);
        JsonObject after = report();
        String name = described.compared().name();
        Counters window = Counters.of(after, name).minus(Counters.of(before, name));
        return new Round(window, Bystanders.now(cluster, after).coresSince(bystanders, window.clockNanos()));
    }

    private void start() throws InterruptedException {
        for (Server server : described.servers()) {
            workload(server).deploy(cluster.api());
            var asking =
                    new Clients(cluster.api(), server.name(), server.clients().think(), SEED);
            clients.add(asking);
            asking.growTo(server.clients().count());
        }
        for (Server server : described.servers()) {
            awaitAnswers(server);
        }
        Thread.sleep(WARM_UP);
    }

    private void awaitAnswers(Server server) throws InterruptedException {
        for (int i = 0; i < PATIENCE_TICKS; i++) {
            if (Counters.of(report(), server.name()).answers() > 0) {
                return;
            }
            Thread.sleep(TICK);
        }
        throw new DemoException(server.name() + " answered nobody within "
                + TICK.multipliedBy(PATIENCE_TICKS).toSeconds() + " s; this machine may be too busy");
    }

    private JsonObject report() {
        cluster.check();
        return cluster.report();
    }

    private Workload workload(Server server) {
        Stream<String> cores = Stream.of("taskset", "--cpu-list", "0-" + (described.cores() - 1));
        return new Workload(
                server.name(),
                resources(server.cpu()),
                Stream.concat(cores, command(server.request()).stream()).toList());
    }

    /** Example: {@code {requests: {cpu: 500m}, limits: {cpu: 500m}}}. */
    private static String resources(Case.Cpu cpu) {
        String request = String.format(Locale.ROOT, "requests: {cpu: %.0fm}", 1_000 * cpu.request());
        String limit = String.format(Locale.ROOT, ", limits: {cpu: %.0fm}", 1_000 * cpu.limit());
        return "{" + request + (cpu.limit() == 0 ? "" : limit) + "}";
    }

    private List<String> command(Case.Request request) {
        List<String> options = new ArrayList<>();
        if (!request.asks().isEmpty()) {
            String files = request.asks().stream()
                    .map(name -> EndpointFiles.file(cluster.directory(), name).toString())
                    .collect(Collectors.joining(","));
            options.addAll(List.of("--targets", files));
        }
        if (request.reads() > 0) {
            options.addAll(List.of("--disk", cluster.directory().toString()));
            options.addAll(List.of("--reads", Integer.toString(request.reads())));
            options.addAll(List.of("--read-kib", Integer.toString(Case.Request.READ_KIB)));
        }
        options.addAll(List.of("--work-ms", Long.toString(request.calculates().toMillis())));
        return Workload.command(
                cluster.program(), request.asks().isEmpty() ? "serve" : "relay", options.toArray(String[]::new));
    }

    @Override
    public void close() {
        clients.forEach(Clients::close);
        for (Server server : described.servers()) {
            cluster.api()
                    .find("apps/v1", "deployments", Workload.NAMESPACE, server.name())
                    .ifPresent(cluster.api()::delete);
        }
    }
}
