// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.kube.PodFactsParser;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.simulator.hpa.Hpa;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HPA's rule at its defaults, fed with the CPU usage that a HorizontalPodAutoscaler would see, as late as it would
 * see it.
 */
final class HpaScaler implements Scaler {
    private static final AutoscalingSpec SPEC = new AutoscalingSpec(1, Workload.MAX_REPLICAS, List.of(), null);
    private static final HpaSettings SETTINGS = HpaSettings.DEFAULT;

    private final MiniCluster cluster;
    private final String name;
    private final PodUsage usage;
    private final MetricsPipeline pipeline = new MetricsPipeline();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Hpa hpa = new Hpa(SPEC, SETTINGS);
    private volatile boolean ready;
    private volatile @Nullable RuntimeException failure;

    /** @param random where in their periods kubelet, metrics server and HPA begin: they know nothing of each other */
    HpaScaler(MiniCluster cluster, Workload workload, Random random) {
        this.cluster = cluster;
        this.name = workload.name();
        this.usage = new PodUsage(cluster);
        every(MetricsPipeline.KUBELET, random, () -> pipeline.look(usage.nanosByPod(name), Instant.now()));
        every(MetricsPipeline.SERVER, random, pipeline::fetch);
        every(SETTINGS.syncPeriod(), random, this::decide);
    }

    private void every(Duration period, Random random, Runnable task) {
        long nanos = period.toNanos();
        thread.scheduleAtFixedRate(
                () -> guarded(task), (long) (random.nextDouble() * nanos), nanos, TimeUnit.NANOSECONDS);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void decide() {
        JsonObject deployment = deployment();
        int replicas = (int) Json.number(deployment, 0, "spec", "replicas");
        HpaResult result = hpa.decide(replicas, pods(), pipeline.samples(), Instant.now());
        ready = ready || result.failure() == null;
        int desired = result.desiredReplicas();
        if (desired != replicas) {
            cluster.api().change(deployment, object -> {
                object.getAsJsonObject("spec").addProperty("replicas", desired);
                return object;
            });
        }
    }

    private List<PodFacts> pods() {
        return cluster.api().list("v1", "pods").stream()
                .filter(pod -> Json.text(pod, "metadata", "labels", "app").equals(name))
                .map(PodFactsParser::facts)
                .toList();
    }

    private JsonObject deployment() {
        return cluster.api()
                .find("apps/v1", "deployments", Workload.NAMESPACE, name)
                .orElseThrow(() -> new DemoException("Deployment " + name + " is gone in the middle of the bench"));
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void check() {
        cluster.check();
        RuntimeException e = failure;
        if (e != null) {
            throw new DemoException("the HPA's rule could not go on: " + e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
