// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import com.google.gson.JsonObject;
import io.kernscale.simulator.machine.Course.Point;
import io.kernscale.simulator.machine.Course.Write;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.cluster.Pods;
import io.kernscale.testkit.demo.Calculator;
import io.kernscale.testkit.demo.Clients;
import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One step: a calculator of one replica under its calm load, then five times the load, watched second by second. */
final class StepRound {
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long TICK_MILLIS = 50;
    private static final double NANOS_A_SECOND = 1e9;

    private final MiniCluster cluster;
    private final Workload workload;
    private final Duration length;
    private final long seed;

    /** @param length how long to watch after the onset */
    StepRound(MiniCluster cluster, String name, Duration length, long seed) {
        this.cluster = cluster;
        this.workload = Calculator.workload(name, cluster.program());
        this.length = length;
        this.seed = seed;
    }

    /**
     * Takes the calm, 10 s and more until the scaler is ready, and {@code length}.
     *
     * @throws DemoException when the scaler has failed, or was not ready within three minutes
     */
    Course run(Function<Workload, Scaler> scaling) throws InterruptedException {
        workload.deploy(cluster.api());
        try (Scaler scaler = scaling.apply(workload);
                Clients clients = new Clients(cluster.api(), workload.name(), Calculator.THINK, seed)) {
            clients.growTo(Calculator.CALM_CLIENTS);
            awaitCalm(scaler);
            clients.growTo(Calculator.BUSY_CLIENTS);
            return watch(scaler, clients);
        } finally {
            cluster.api().delete(deployment());
        }
    }

    private void awaitCalm(Scaler scaler) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!scaler.isReady()) {
            scaler.check();
            if (System.nanoTime() > end) {
                throw new DemoException("nobody decided on " + workload.name() + " within " + PATIENCE.toMinutes()
                        + " min; this machine may be too busy");
            }
            Thread.sleep(TICK_MILLIS);
        }
        Thread.sleep(CALM); // what calm looks like takes some windows to know
    }

    private Course watch(Scaler scaler, Clients clients) throws InterruptedException {
        List<Point> points = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        long onset = System.nanoTime();
        int replicas = replicas();
        while (points.size() <= length.toSeconds()) {
            scaler.check();
            double seconds = (System.nanoTime() - onset) / NANOS_A_SECOND;
            int now = replicas();
            if (now != replicas) {
                writes.add(new Write(seconds, now));
                replicas = now;
            }
            if (seconds >= points.size()) {
                points.add(new Point(seconds, now, ready(), clients.latencies().p99Millis(System.nanoTime())));
            }
            Thread.sleep(TICK_MILLIS);
        }
        return new Course(points, writes);
    }

    private int ready() {
        return Pods.readyAddresses(cluster.api(), workload.name()).size();
    }

    private int replicas() {
        return (int) Json.number(deployment(), 0, "spec", "replicas");
    }

    private JsonObject deployment() {
        return cluster.api()
                .find("apps/v1", "deployments", Workload.NAMESPACE, workload.name())
                .orElseThrow(() -> new DemoException("Deployment " + workload.name() + " is gone"));
    }
}
