// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import static io.kernscale.controller.collect.TestReports.pod;
import static io.kernscale.controller.collect.TestReports.reportOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.controller.act.kube.KubeActuator;
import io.kernscale.controller.act.kube.KubeReporter;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeCluster;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.collect.kube.KubePaths;
import io.kernscale.controller.collect.kube.KubeScales;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.decide.DecisionLog;
import io.kernscale.controller.loop.ControlLoop;
import io.kernscale.controller.loop.LoopSettings;
import io.kernscale.controller.loop.Stages;
import io.kernscale.controller.metrics.LoopMetrics;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.wire.PodReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The API server refuses all connections for a minute of the loop's clock, while the agents go on. Real sockets. */
class ApiServerAwayTest {

    private static final AgentEndpoint AGENT = new AgentEndpoint("node-1", URI.create("http://a:1"));
    private static final int ROUNDS_OF_A_MINUTE = 30;

    @TempDir
    Path directory;

    private final TestCluster shop = new TestCluster();
    private final KubernetesApiServer server = shop.server();
    private final KubernetesApi api = shop.api();
    private Instant now = Instant.now();
    private List<String> pods = List.of();
    private long sequence;
    private long runMillis;
    private KubeCluster cluster;
    private ControlLoop loop;

    @BeforeEach
    void start() {
        shop.deploy("cart", 2);
        pods = shop.running("cart");
        api.create("""
                apiVersion: kernscale.io/v1alpha1
                kind: KernelAutoscaler
                metadata: {name: cart, namespace: shop}
                spec:
                  scaleTargetRef: {kind: Deployment, name: cart}
                  maxReplicas: 10
                  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
                  kernel: {enabled: false}
                """);
        KubeClients clients = TestKube.clients(TestKube.kubeconfig(directory, server.uri()));
        KubeHttp http = new KubeHttp(clients);
        KubePaths paths = new KubePaths(http);
        AgentProperties agents = defaults("kernscale.agents", AgentProperties.class);
        cluster = new KubeCluster(clients, http, paths, agents);
        loop = new ControlLoop(
                new Stages(
                        () -> List.of(AGENT),
                        (asked, each) -> each.accept(report()),
                        cluster,
                        cluster.scalers(),
                        new KubeScales(http, paths),
                        MetricSource.NONE,
                        new KubeActuator(http, paths),
                        new KubeReporter(http),
                        DecisionLog.NONE,
                        () -> true),
                new LoopSettings(
                        agents,
                        defaults("kernscale.decide", DecideProperties.class),
                        defaults("kernscale.hpa", HpaProperties.class),
                        defaults("kernscale.loop", LoopProperties.class),
                        defaults("kernscale.map", MapProperties.class)),
                () -> now,
                new LoopMetrics());
        await().until(() -> cluster.cluster().isPresent());
        now = now.plus(Duration.ofMinutes(10)); // the pods have started long ago
    }

    @AfterEach
    void stop() {
        loop.close();
        cluster.close();
        shop.close();
    }

    private static <T> T defaults(String prefix, Class<T> type) {
        return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, type);
    }

    private PollResult report() {
        PodReport[] rows = pods.stream().map(uid -> pod(uid, runMillis, 0, 0)).toArray(PodReport[]::new);
        return new PollResult.Answered(AGENT, reportOf("node-1", sequence, rows), List.of());
    }

    /** Rounds in which each pod uses so many cores. */
    private void rounds(int count, double cores) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(2);
            sequence++;
            runMillis += (long) (cores * 2_000);
            loop.round();
        }
    }

    private JsonObject autoscaler() {
        return api.find("kernscale.io/v1alpha1", "kernelautoscalers", "shop", "cart")
                .orElseThrow();
    }

    private void assertThatItSaysSo() {
        assertThat(loop.view().workloads()).singleElement().satisfies(view -> {
            assertThat(view.status().reason()).isEqualTo("FailedGetScale");
            assertThat(view.status().message()).contains("no answer from the API server");
        });
        assertThat(loop.view().agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.state()).isEqualTo("ok"));
    }

    @Test
    void scalesInTheFirstRoundInWhichItIsBack() {
        rounds(10, 0.25);
        assertThat(Json.text(autoscaler(), "status", "target")).isEqualTo("cpu: 50%/50%");

        server.stop();
        rounds(ROUNDS_OF_A_MINUTE, 0.4);
        assertThatItSaysSo();

        server.resume();
        rounds(1, 0.4);
        assertThat(shop.replicas("cart")).isEqualTo(4); // ceil(2 * 80 / 50)
        assertThat(Json.text(autoscaler(), "status", "lastScaleTime")).isNotEmpty();
    }

    @Test
    void scalesNothingInBecauseItWasAway() {
        rounds(10, 0.25);

        server.stop();
        rounds(ROUNDS_OF_A_MINUTE, 0.01);
        assertThatItSaysSo();

        server.resume();
        rounds(ROUNDS_OF_A_MINUTE, 0.01);
        assertThat(shop.replicas("cart")).isEqualTo(2);
        assertThat(Json.text(autoscaler(), "status", "reason")).isEqualTo("Stabilizing");
    }
}
