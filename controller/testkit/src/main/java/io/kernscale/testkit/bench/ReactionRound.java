// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.bench;

import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.demo.Calculator;
import io.kernscale.testkit.demo.Clients;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One onset: a fresh calculator under its calm load, then 5 times the load, until its scale is written. */
final class ReactionRound {
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MiniCluster cluster;
    private final KubernetesApi api;
    private final String name;
    private final long seed;

    ReactionRound(MiniCluster cluster, String name, long seed) {
        this.cluster = cluster;
        this.api = cluster.api();
        this.name = name;
        this.seed = seed;
    }

    /** @param phase added to the calm, so that the onset falls anywhere between two polls */
    Reaction run(Duration phase) throws InterruptedException {
        Workload workload = Calculator.workload(name, cluster.program());
        workload.deploy(api);
        workload.autoscale(api);
        var write = new CompletableFuture<ApiRequest>();
        cluster.server().onRequest(request -> {
            if (request.isScaleWrite() && request.path().endsWith("/" + name + "/scale")) {
                write.complete(request);
            }
        });
        try (Clients clients = new Clients(api, name, Calculator.THINK, seed)) {
            clients.growTo(Calculator.CALM_CLIENTS);
            awaitCalm();
            Thread.sleep(phase);
            Instant onset = Instant.now();
            clients.growTo(Calculator.BUSY_CLIENTS);
            ApiRequest request = write.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Reaction(
                    Duration.between(onset, request.receivedAt()), Json.number(request.json(), 0, "spec", "replicas"));
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    name + " was not scaled within " + PATIENCE.toSeconds() + " s of the onset: " + status(), e);
        } finally {
            api.find("kernscale.io/v1alpha1", "kernelautoscalers", Workload.NAMESPACE, name)
                    .ifPresent(api::delete);
            api.find("apps/v1", "deployments", Workload.NAMESPACE, name).ifPresent(api::delete);
        }
    }

    /** Until the controller has an opinion, and for some windows more: it needs to know what calm looks like. */
    private void awaitCalm() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (status().equals("no status") && System.nanoTime() < end) {
            cluster.check();
            Thread.sleep(50);
        }
        Thread.sleep(CALM);
    }

    private String status() {
        return api.find("kernscale.io/v1alpha1", "kernelautoscalers", Workload.NAMESPACE, name)
                .map(autoscaler -> Json.at(autoscaler, "status"))
                .map(Object::toString)
                .orElse("no status");
    }
}
