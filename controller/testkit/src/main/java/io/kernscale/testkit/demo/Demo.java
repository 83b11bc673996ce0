// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.RecordedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The chain on a running cluster, its load and its disk act by act, and what was seen of it. For one thread. */
final class Demo implements AutoCloseable {
    private static final long SEED = 42;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final MiniCluster cluster;
    private final KubernetesApi api;
    private final Screen screen;
    private final Story story;
    private final Clients clients;
    private final long startNanos = System.nanoTime();
    private final DecisionLog decisions = new DecisionLog();
    private final LatencyMarks latency = new LatencyMarks();
    private final List<ScaleWrite> writes = new ArrayList<>();
    private final int rightSize = Calculator.rightSize(Chain.BUSY_CLIENTS);
    private Map<String, JsonObject> told = Map.of();
    private long askedAtNanos;
    private long surgeReplicas;

    Demo(MiniCluster cluster, Screen screen) {
        this.cluster = cluster;
        this.api = cluster.api();
        this.screen = screen;
        this.story = new Story(startNanos, cluster.slowableDisk().isPresent());
        this.clients = new Clients(api, Chain.GATEWAY, Calculator.THINK, SEED);
    }

    void start() {
        for (Workload workload : Chain.workloads(cluster.program(), cluster.directory())) {
            workload.deploy(api);
            workload.autoscale(api);
        }
        clients.growTo(Chain.CALM_CLIENTS);
    }

    /** One look at everything; to be called a few times a second. */
    void tick() {
        cluster.check();
        long now = System.nanoTime();
        List<WorkloadView> views = views(now);
        WorkloadView b = views.get(Chain.NAMES.indexOf(Chain.B));
        Act before = story.act();
        boolean served = isRight(b) && latency.hasRecovered();
        Act act = story.look(now, views.stream().allMatch(WorkloadView::isDecided), served);
        if (act != before) {
            begin(act);
        }
        views.forEach(view -> decisions.add(act, view));
        latency.add(act, clients.latencies().p99Millis(now));
        noteWrites(act);
        if (act == Act.SURGE) {
            surgeReplicas = b.replicas();
        }
        screen.show((now - startNanos) / NANOS_PER_SECOND, phase(now), views, notes(now));
    }

    private List<WorkloadView> views(long now) {
        if (now - askedAtNanos >= NANOS_PER_SECOND) {
            Map<String, JsonObject> answer = cluster.controllerApi().workloads();
            told = answer.isEmpty() ? told : answer;
            askedAtNanos = now;
        }
        return Chain.NAMES.stream()
                .map(name -> WorkloadView.of(api, name, told.get(name)))
                .toList();
    }

    private boolean isRight(WorkloadView b) {
        return b.readyReplicas() == b.replicas() && Math.abs(b.replicas() - rightSize) <= Verdict.TOLERANCE * rightSize;
    }

    private void begin(Act act) {
        switch (act) {
            case START, CALM -> {}
            case SURGE -> clients.growTo(Chain.BUSY_CLIENTS);
            case SLOW_DISK -> cluster.slowDisk(Chain.B, Chain.SLOW_READS_PER_SECOND);
        }
    }

    private void noteWrites(Act act) {
        List<RecordedRequest> all = cluster.server().requests(ApiRequest::isScaleWrite).stream()
                .filter(write -> write.status() == 200)
                .toList();
        for (RecordedRequest write : all.subList(writes.size(), all.size())) {
            writes.add(new ScaleWrite(act, write.request().path().replaceAll(".*/([^/]+)/scale$", "$1")));
        }
    }

    private Map<String, String> notes(long now) {
        String scaling = decisions.of(Act.SURGE, Chain.B).scaling();
        return Map.of(Chain.GATEWAY, Screen.note(clients, latency, now), Chain.B, scaling);
    }

    private String phase(long now) {
        long seconds = story.seconds(now);
        return switch (story.act()) {
            case START -> "workloads start, the first counters come in";
            case CALM ->
                "calm, %d clients; in %d s they become %d"
                        .formatted(Chain.CALM_CLIENTS, Story.CALM.toSeconds() - seconds, Chain.BUSY_CLIENTS);
            case SURGE ->
                "%d clients since %d s: too many for one b, it should need %d"
                        .formatted(Chain.BUSY_CLIENTS, seconds, rightSize);
            case SLOW_DISK ->
                "the same load; since %d s the disk gives each b %d reads a second"
                        .formatted(seconds, Chain.SLOW_READS_PER_SECOND);
        };
    }

    Verdict verdict() {
        long now = System.nanoTime();
        List<Act> shown = Arrays.stream(Act.values())
                .filter(act -> story.isFair(act, now))
                .toList();
        return Verdict.of(new Run(
                shown,
                decisions,
                writes,
                surgeReplicas,
                rightSize,
                latency,
                cluster.slowableDisk().orElse("")));
    }

    @Override
    public void close() {
        clients.close();
    }
}
