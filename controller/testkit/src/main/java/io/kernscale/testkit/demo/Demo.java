// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.cluster.Pods;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The four workloads on a running cluster, the load, and what was seen of them. */
final class Demo implements AutoCloseable {
    static final String CALCULATOR = "calculator";
    static final String DISK_WRITER = "disk-writer";
    static final String WAITER = "waiter";
    static final String IDLER = "idler";
    private static final String SLOW_SERVICE = "slow-service";
    private static final int SLOW_MILLIS = 200;
    private static final Duration CALM = Duration.ofSeconds(12);
    private static final long SEED = 42;

    private final MiniCluster cluster;
    private final KubernetesApi api;
    private final Screen screen;
    private final long startNanos = System.nanoTime();
    private final Clients clients;
    private final DecisionLog decisions = new DecisionLog();
    private final List<String> names = new ArrayList<>();
    private long calmSinceNanos;
    private long grownAtNanos;

    Demo(MiniCluster cluster, Screen screen) {
        this.cluster = cluster;
        this.api = cluster.api();
        this.screen = screen;
        this.clients = new Clients(api, CALCULATOR, Calculator.THINK, SEED);
    }

    void start() throws InterruptedException {
        slowService().deploy(api);
        while (slowServiceAddress().isEmpty()) {
            Thread.sleep(50);
        }
        for (Workload workload : workloads()) {
            names.add(workload.name());
            workload.deploy(api);
            workload.autoscale(api);
        }
        clients.growTo(Calculator.CALM_CLIENTS);
    }

    private List<Workload> workloads() {
        String program = cluster.program().toString();
        String port = Integer.toString(Workload.PORT);
        return List.of(
                Calculator.workload(CALCULATOR, cluster.program()),
                new Workload(
                        DISK_WRITER,
                        "{requests: {cpu: 100m}}",
                        List.of(program, "disk", "--dir", cluster.directory().toString(), "--threads", "4")),
                new Workload(
                        WAITER,
                        "{requests: {cpu: 200m}, limits: {cpu: 500m}}",
                        List.of(
                                program,
                                "wait",
                                "--host",
                                "$(POD_IP)",
                                "--port",
                                port,
                                "--threads",
                                "8",
                                "--work-ms",
                                "1",
                                "--target",
                                slowServiceAddress() + ":" + port)),
                new Workload(
                        IDLER,
                        "{requests: {cpu: 100m}, limits: {cpu: 200m}}",
                        List.of(program, "idle", "--host", "$(POD_IP)", "--port", port, "--threads", "16")));
    }

    private Workload slowService() {
        return new Workload(
                SLOW_SERVICE,
                "{requests: {cpu: 20m}}",
                List.of(
                        cluster.program().toString(),
                        "slow-serve",
                        "--host",
                        "$(POD_IP)",
                        "--port",
                        Integer.toString(Workload.PORT),
                        "--delay-ms",
                        Integer.toString(SLOW_MILLIS)));
    }

    private String slowServiceAddress() {
        return api.list("v1", "pods").stream()
                .filter(pod -> Json.text(pod, "metadata", "labels", "app").equals(SLOW_SERVICE))
                .filter(Pods::isReady)
                .map(pod -> Json.text(pod, "status", "podIP"))
                .findFirst()
                .orElse("");
    }

    /** One look at everything; to be called a few times a second. */
    void tick() {
        cluster.check();
        long now = System.nanoTime();
        List<WorkloadView> views =
                names.stream().map(name -> WorkloadView.of(api, name)).toList();
        views.forEach(view -> decisions.of(view.name()).add(view));
        if (calmSinceNanos == 0 && views.stream().allMatch(WorkloadView::isDecided)) {
            calmSinceNanos = now;
        }
        if (grownAtNanos == 0 && calmSinceNanos != 0 && now - calmSinceNanos > CALM.toNanos()) {
            clients.growTo(Calculator.BUSY_CLIENTS);
            grownAtNanos = now;
        }
        screen.show(seconds(startNanos, now), phase(now), views, note(now));
    }

    private String note(long now) {
        String scaling = decisions.of(CALCULATOR).scaling();
        return Screen.note(clients, now) + (scaling.isEmpty() ? "" : "; " + scaling);
    }

    private String phase(long now) {
        if (calmSinceNanos == 0) {
            return "workloads start, the first counters come in";
        }
        if (grownAtNanos == 0) {
            return "calm load; in " + (CALM.toSeconds() - seconds(calmSinceNanos, now)) + " s it grows to 5 times";
        }
        return "the calculator's load grew to 5 times " + seconds(grownAtNanos, now) + " s ago; it should need "
                + Calculator.rightSize(clients.count()) + " replicas";
    }

    private static long seconds(long fromNanos, long toNanos) {
        return Duration.ofNanos(toNanos - fromNanos).toSeconds();
    }

    Verdict verdict() {
        if (grownAtNanos == 0) {
            return new Verdict(List.of("the demo ended before the load could grow, because agent or controller took "
                    + "too long to see all workloads; give it more --seconds"));
        }
        List<String> writes = new ArrayList<>();
        cluster.server().requests(ApiRequest::isScaleWrite).stream()
                .filter(write -> write.status() == 200)
                .forEach(write -> writes.add(write.request().path().replaceAll(".*/([^/]+)/scale$", "$1")));
        return Verdict.of(
                decisions,
                writes,
                WorkloadView.of(api, CALCULATOR).replicas(),
                Calculator.rightSize(Calculator.BUSY_CLIENTS));
    }

    @Override
    public void close() {
        clients.close();
    }
}
