// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.agent.FakeAgent;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** The agent of a node whose pods have the load that a test gives to their app. Counters grow with real time. */
public final class SimulatedNode implements AutoCloseable {

    private final String name;
    private final Supplier<List<JsonObject>> allPods;
    private final FakeAgent agent;
    private final Map<String, Load> loads = new ConcurrentHashMap<>();
    private final Map<String, Counted> counters = new ConcurrentHashMap<>();
    private long sequence;

    /** Cores that all pods of an app run and wait for, together. */
    record Load(double runCores, double waitCores) {}

    /** Nanoseconds counted of one pod, and up to when. */
    private record Counted(double runNanos, double waitNanos, long at) {}

    SimulatedNode(String name, KubernetesApi api) {
        this(name, () -> api.list("v1", "pods"));
    }

    /** @param allPods of the cluster, as the API server has them now */
    public SimulatedNode(String name, Supplier<List<JsonObject>> allPods) {
        this.name = name;
        this.allPods = allPods;
        this.agent = new FakeAgent(name);
        agent.reports(this::report);
    }

    public FakeAgent agent() {
        return agent;
    }

    public String fixedEndpoint() {
        return name + "=" + agent.endpoint().url();
    }

    /** From now on. */
    public void load(String app, double runCores, double waitCores) {
        loads.put(app, new Load(runCores, waitCores));
    }

    private List<JsonObject> pods() {
        return allPods.get().stream()
                .filter(pod -> Json.text(pod, "spec", "nodeName").equals(name))
                .toList();
    }

    synchronized NodeReport report() {
        long now = System.nanoTime();
        List<JsonObject> pods = pods();
        sequence++;
        return new NodeReport(
                NodeReport.API_VERSION,
                name,
                "epoch",
                sequence,
                now,
                1,
                16,
                List.of(new FeatureStatus(Feature.SCHEDULER, Source.TP_BTF, "")),
                pods.stream().map(pod -> row(pod, pods, now)).toList(),
                List.of());
    }

    private PodReport row(JsonObject pod, List<JsonObject> pods, long now) {
        String app = Json.text(pod, "metadata", "labels", "app");
        String uid = Json.text(pod, "metadata", "uid");
        Load load = loads.getOrDefault(app, new Load(0, 0));
        long share = pods.stream()
                .filter(other -> Json.text(other, "metadata", "labels", "app").equals(app))
                .count();
        Counted counted = counters.merge(uid, new Counted(0, 0, now), (before, start) -> {
            long nanos = now - before.at;
            double demand = (load.runCores + load.waitCores) / share; // a pod runs one core of it at most
            double ran = before.runNanos + nanos * Math.min(demand, 1);
            double waited = before.waitNanos + nanos * Math.max(0, demand - 1);
            return new Counted(ran, waited, now);
        });
        return new PodReport(
                uid,
                PodReport.Kind.POD,
                "shop",
                Json.text(pod, "metadata", "name"),
                1,
                cpu((long) counted.runNanos, (long) counted.waitNanos),
                List.of(),
                List.of(),
                SampleCounters.NONE,
                null);
    }

    /** Quota of one core: what does not fit waits for it. */
    private static CpuCounters cpu(long run, long wait) {
        LongUnaryOperator per = nanos -> run / nanos;
        return new CpuCounters(
                run,
                0,
                wait,
                List.of(),
                BlockedNanos.NONE,
                0,
                per.applyAsLong(1_000_000),
                per.applyAsLong(10_000_000),
                per.applyAsLong(10_000_000),
                0,
                0,
                8,
                4,
                1.0,
                per.applyAsLong(100_000_000),
                wait > 0 ? per.applyAsLong(100_000_000) : 0);
    }

    @Override
    public void close() {
        agent.close();
    }
}
