// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole controller against an API server and agents, all over real HTTP. */
class ControllerEndToEndTest {

    private static final String AUTOSCALER = """
            apiVersion: kernscale.io/v1alpha1
            kind: KernelAutoscaler
            metadata: {name: %s, namespace: shop}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: %s, name: %s}
              minReplicas: 1
              maxReplicas: 10
              mode: %s
            """;

    private static final String BY_METRICS = """
            apiVersion: kernscale.io/v1alpha1
            kind: KernelAutoscaler
            metadata: {name: %1$s, namespace: shop}
            spec:
              scaleTargetRef: {kind: Deployment, name: %1$s}
              maxReplicas: 10
              metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
              kernel: {enabled: false}
            """;

    @TempDir
    Path directory;

    private final TestCluster cluster = new TestCluster();
    private final KubernetesApiServer server = cluster.server();
    private final KubernetesApi api = cluster.api();
    private final SimulatedNode node = new SimulatedNode(TestCluster.NODE, api);
    private ControllerProcess controller;

    @BeforeEach
    void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
        deploy("cart", 1);
        autoscale("cart", "Deployment", "cart", "Auto");
        controller = controller();
    }

    private ControllerProcess controller(String... options) {
        List<String> all = new ArrayList<>(List.of("--kernscale.agents.fixed=" + node.fixedEndpoint()));
        all.addAll(List.of(options));
        return new ControllerProcess(TestKube.kubeconfig(directory, server.uri()), all.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        controller.close();
        node.close();
        cluster.close();
        Awaitility.reset();
    }

    private void deploy(String name, int replicas) {
        cluster.deploy(name, replicas);
    }

    private void autoscale(String name, String kind, String target, String mode) {
        api.create(AUTOSCALER.formatted(name, kind, target, mode));
    }

    private int replicas(String name) {
        return cluster.replicas(name);
    }

    private String status(String autoscaler, String field) {
        return Json.text(object(autoscaler), "status", field);
    }

    private JsonObject object(String autoscaler) {
        return api.find("kernscale.io/v1alpha1", "kernelautoscalers", "shop", autoscaler)
                .orElseThrow();
    }

    private String condition(String autoscaler, String type) {
        return Json.objects(object(autoscaler), "status", "conditions").stream()
                .filter(condition -> Json.text(condition, "type").equals(type))
                .map(condition -> Json.text(condition, "status") + " " + Json.text(condition, "reason") + " "
                        + Json.text(condition, "message"))
                .findFirst()
                .orElse("none");
    }

    private void awaitStatus(String autoscaler, String field, String value) {
        await().untilAsserted(() -> assertThat(status(autoscaler, field)).isEqualTo(value));
    }

    private static Predicate<ApiRequest> scaleWrites() {
        return request -> request.path().endsWith("/scale") && !request.method().equals("GET");
    }

    /** To how many is for the tests of the engine. */
    private void awaitScaleOut() {
        await().untilAsserted(() -> assertThat(replicas("cart")).isGreaterThan(1));
    }

    @Test
    void scalesAWorkloadWhoseThreadsWaitForTheCpu() {
        awaitStatus("cart", "label", "Idle");
        node.load("cart", 1, 3);

        awaitScaleOut();

        awaitStatus("cart", "label", "CpuBound");
        awaitStatus("cart", "reference", "Deployment/cart");
        assertThat(status("cart", "lastScaleTime")).isNotEmpty();
        assertThat(condition("cart", "AbleToScale")).startsWith("True");
        assertThat(condition("cart", "ScalingActive")).startsWith("True");
        await().untilAsserted(() -> assertThat(api.list("v1", "events")).anySatisfy(event -> {
            assertThat(Json.text(event, "reason")).isEqualTo("SuccessfulRescale");
            assertThat(Json.text(event, "message")).contains("from 1 to " + replicas("cart"));
        }));
        assertThat(controller.metric("kernscale_scale_writes_total", "written")).isPositive();
    }

    @Test
    void onlyShowsItsDecisionInDryRun() {
        deploy("dry", 1);
        autoscale("dry", "Deployment", "dry", "DryRun");
        node.load("dry", 1, 3);

        await().untilAsserted(() ->
                assertThat(status("dry", "desiredReplicas")).isNotEmpty().isNotEqualTo("1"));

        assertThat(server.requests(scaleWrites())).isEmpty();
    }

    @Test
    void tellsWhatItKnowsAsJson() {
        awaitStatus("cart", "label", "Idle");

        assertThat(controller.get("/api/v1/workloads"))
                .contains("\"autoscaler\":\"cart\"", "\"label\":\"Idle\"", "\"observedPods\":1");
        assertThat(controller.get("/api/v1/workloads/shop/Deployment/cart")).contains("\"evidence\":[");
        assertThat(controller.get("/api/v1/agents")).contains("\"node\":\"node-1\"", "\"state\":\"ok\"");
        HttpResponse<String> missing = controller.response("/api/v1/workloads/shop/Deployment/nobody");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(missing.body()).contains("No KernelAutoscaler in namespace shop names Deployment/nobody");
        assertThat(controller.get("/actuator/health/liveness")).contains("\"status\":\"UP\"");
        assertThat(controller.metric("kernscale_agent_up", "node-1")).isEqualTo(1);
        assertThat(controller.metric("resilience4j_circuitbreaker_state", "state=\"closed\""))
                .isEqualTo(1);
    }

    @Test
    void tellsOfNowAndOfEarlierWhoAsksWhom() {
        String cart = "\"id\":\"shop/Deployment/cart\"";
        await().until(() -> controller.get("/api/v1/graph?at=" + Instant.now()).contains(cart)); // kept every 10 s
        Instant now = Instant.now();

        for (String path : List.of("/api/v1/graph", "/api/v1/graph?at=" + now)) {
            assertThat(controller.get(path)).contains(cart, "\"edges\":[");
        }
        assertThat(controller.get("/api/v1/workloads/shop/Deployment/cart?at=" + now))
                .contains("\"autoscaler\":\"cart\"", "\"culprits\":[");
    }

    @Test
    void refusesMomentsThatItCannotTellOf() {
        await().until(() ->
                controller.response("/api/v1/graph?at=" + Instant.now()).statusCode() == 200);

        HttpResponse<String> tooEarly = controller.response("/api/v1/graph?at=2000-01-01T00:00:00Z");
        assertThat(tooEarly.statusCode()).isEqualTo(404);
        assertThat(tooEarly.body()).contains("at must not be before");
        HttpResponse<String> nonsense = controller.response("/api/v1/workloads?at=yesterday");
        assertThat(nonsense.statusCode()).isEqualTo(400);
        assertThat(nonsense.body()).contains("'at'", "yesterday");
    }

    @Test
    void decidesAnewAfterAConflict() {
        awaitStatus("cart", "label", "Idle");
        server.faults().fail(scaleWrites(), 409, 4); // as often as a write is tried
        node.load("cart", 1, 3);

        awaitScaleOut();

        assertThat(controller.metric("kernscale_scale_writes_total", "conflict"))
                .isEqualTo(1);
    }

    @Test
    void writesNothingWhileAHorizontalPodAutoscalerOwnsTheTarget() {
        awaitStatus("cart", "label", "Idle");
        JsonObject hpa = api.create("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: old, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}, maxReplicas: 5}
                """);
        node.load("cart", 1, 3);

        awaitStatus("cart", "reason", "OwnedByHorizontalPodAutoscaler");
        await().untilAsserted(() -> assertThat(Json.number(object("cart"), 0, "status", "desiredReplicas"))
                .isGreaterThan(1));
        assertThat(condition("cart", "AbleToScale"))
                .startsWith("False OwnedByHorizontalPodAutoscaler")
                .contains("shop/old", "DryRun");
        assertThat(server.requests(scaleWrites())).isEmpty();

        api.delete(hpa);
        awaitScaleOut();
    }

    @Test
    void keepsTheLastGoodValueForOtherAutoscalers() {
        node.load("cart", 0.4, 0);
        String path = "/api/v1/metrics/shop/Deployment/cart/cpu-usage-cores";
        await().untilAsserted(
                        () -> assertThat(controller.response(path).body()).contains("\"value\":0.4", "\"fresh\":true"));

        node.agent().hangs();

        await().untilAsserted(() -> assertThat(controller.response(path).body()).contains("\"fresh\":false"));
        assertThat(controller.response(path).body()).contains("\"value\":0.4").doesNotContain("\"value\":0.0");
        assertThat(controller
                        .response("/api/v1/metrics/shop/Deployment/cart/beauty")
                        .body())
                .contains("There is no metric beauty", "cpu-demand-cores");
        assertThat(controller
                        .response("/api/v1/metrics/shop/Deployment/none/cpu-usage-cores")
                        .statusCode())
                .isEqualTo(404);
        assertThat(controller.get("/api/v1/metrics")).contains("in-flight-requests");
        assertThat(controller.get("/api/v1/autoscalers/shop/cart/decisions?inputs=true"))
                .contains("\"label\":", "\"inputs\":{");
    }

    @Test
    void describesItsApiAndCountsAsTheHpasControllerDoes() {
        awaitStatus("cart", "label", "Idle");

        String openApi = controller.get("/api/v1/openapi");
        for (String path : List.of(
                "/api/v1/workloads",
                "/api/v1/workloads/{namespace}/{kind}/{name}",
                "/api/v1/graph",
                "/api/v1/agents",
                "/api/v1/autoscalers/{namespace}/{name}/decisions",
                "/api/v1/metrics/{namespace}/{kind}/{name}/{metric}",
                "/api/v1/adoption",
                "/api/v1/comparison")) {
            assertThat(openApi).contains("\"" + path + "\":{");
        }
        assertThat(openApi).contains("\"summary\":\"The service map", "\"404\":{\"description\":\"No agent has seen");
        String hpa = "horizontal_pod_autoscaler_controller_";
        assertThat(controller.metric(hpa + "reconciliations_total", "action=\"none\",error=\"none\""))
                .isPositive();
        assertThat(controller.metric(hpa + "reconciliation_duration_seconds_count", "error=\"none\""))
                .isPositive();
        String computed = "action=\"scale_down\",error=\"none\",metric_type=\"Resource\""; // no CPU used, none needed
        assertThat(controller.metric(hpa + "metric_computation_total", computed))
                .isPositive();
        assertThat(controller.metric(hpa + "metric_computation_duration_seconds_bucket", computed + ",le=\"16.384\""))
                .isPositive();
        assertThat(controller.metric(hpa + "desired_replicas", "hpa_name=\"cart\",namespace=\"shop\""))
                .isEqualTo(1);
        assertThat(controller.metric(hpa + "num_horizontal_pod_autoscalers", ""))
                .isEqualTo(1);
    }

    @Test
    void aRestartedControllerScalesInNothingThatTheOneBeforeHeld() {
        deploy("web", 2);
        api.create(BY_METRICS.formatted("web"));
        node.load("web", 0.8, 0);
        await().untilAsserted(() -> assertThat(replicas("web")).isEqualTo(4));
        node.load("web", 0.1, 0); // of 2 cores now: 5 %, for which one replica would do
        awaitStatus("web", "reason", "Stabilizing");
        controller.close();
        String before = status("web", "lastDecisionTime");
        controller = controller("--kernscale.loop.status-interval=1s");

        await().untilAsserted(
                        () -> assertThat(status("web", "lastDecisionTime")).isNotEqualTo(before));
        awaitStatus("web", "reason", "Stabilizing");
        assertThat(status("web", "target")).startsWith("cpu: 5%");
        assertThat(replicas("web")).isEqualTo(4);
    }

    @Test
    void aRestartedControllerHoldsWhatItHasNotSeenForLong() {
        deploy("big", 4);
        autoscale("big", "Deployment", "big", "Auto");
        node.load("big", 1.5, 0);
        awaitStatus("big", "label", "Unsaturated");
        await().untilAsserted(() -> assertThat(object("big").toString()).contains("\"recommendations\":[{"));
        controller.close();
        controller = controller();

        await().until(() -> server.requests(request -> request.path().endsWith("kernelautoscalers/big/status"))
                        .size()
                > 1);
        awaitStatus("big", "reason", "Stabilizing");
        assertThat(replicas("big")).isEqualTo(4);
    }

    @Test
    void showsWhatMetricsAskForAndFollowsThemWithTheKernelSwitchedOff() {
        deploy("web", 2);
        api.create(BY_METRICS.formatted("web"));
        node.load("web", 0.8, 0); // of a request of 1 core together: 80 %

        await().untilAsserted(() -> assertThat(replicas("web")).isEqualTo(4)); // ceil(2 * 80 / 50)

        // the status follows the scale
        await().untilAsserted(() -> {
            assertThat(status("web", "target")).contains("cpu: ", "/50%");
            assertThat(condition("web", "ScalingActive")).startsWith("True ValidMetricFound");
            assertThat(condition("web", "KernelSignal")).startsWith("True");
        });
    }

    @Test
    void holdsAndSaysSoWhileTheAgentIsSilent() {
        deploy("big", 4);
        autoscale("big", "Deployment", "big", "Auto");
        node.load("big", 4, 8);
        awaitStatus("big", "label", "CpuBound");
        int before = replicas("big");
        node.agent().hangs();

        awaitStatus("big", "reason", "NotObserved");

        assertThat(condition("big", "ScalingActive")).startsWith("False NotObserved");
        assertThat(replicas("big")).isGreaterThanOrEqualTo(before);
        assertThat(controller.metric("kernscale_agent_polls_total", "timeout")).isPositive();
        assertThat(controller.metric("kernscale_agent_polls_total", "circuit_open"))
                .isPositive();
        node.agent().reports(node::report);
        awaitStatus("big", "label", "CpuBound");
    }

    @Test
    void namesTargetsThatDoNotExist() {
        autoscale("gone", "Deployment", "gone", "Auto");
        autoscale("odd", "Oddity", "cart", "Auto");
        node.load("cart", 1, 3);

        awaitStatus("gone", "reason", "TargetNotFound");
        awaitStatus("odd", "reason", "TargetNotFound");

        assertThat(condition("gone", "AbleToScale")).startsWith("False").contains("Deployment shop/gone");
        assertThat(condition("odd", "AbleToScale")).startsWith("False").contains("no kind Oddity in apps/v1");
        awaitScaleOut(); // the others go on
    }

    @Test
    void scalesNothingForTwoAutoscalersOnOneTarget() {
        awaitStatus("cart", "label", "Idle");
        autoscale("second", "Deployment", "cart", "Auto");

        awaitStatus("cart", "reason", "AmbiguousTarget");
        awaitStatus("second", "reason", "AmbiguousTarget");
        node.load("cart", 1, 3);

        assertThat(status("second", "message")).contains("also the target of KernelAutoscaler cart");
        api.delete(object("second"));
        awaitScaleOut();
    }

    @Test
    void namesBoundsThatMakeNoSense() {
        api.create(
                AUTOSCALER.formatted("bad", "Deployment", "cart", "Auto").replace("minReplicas: 1", "minReplicas: 11"));

        awaitStatus("bad", "reason", "InvalidSpec");

        assertThat(status("bad", "message"))
                .contains("spec.minReplicas must be at most maxReplicas, which is 10, is 11");
    }

    @Test
    void survivesARestartOfTheApiServer() {
        awaitStatus("cart", "label", "Idle");
        server.stop();
        node.load("cart", 1, 3);
        await().until(() -> controller.metric("kernscale_autoscalers_blocked_total", "FailedGetScale") > 0);
        assertThat(controller.get("/actuator/health/liveness")).contains("\"status\":\"UP\"");
        server.resume();

        awaitScaleOut();

        assertThat(controller.metric("kernscale_loop_failures_total", "")).isZero();
    }

    @Test
    void findsItsAgentsAndLeadsByALease() {
        controller.close();
        api.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: agent-x, namespace: kernscale, labels: {app.kubernetes.io/name: kernscale-agent}}
                spec:
                  nodeName: node-1
                  containers: [{name: agent, image: none, ports: [{name: http, containerPort: %d}]}]
                """.formatted(node.agent().endpoint().url().getPort()));
        node.load("cart", 1, 3);

        controller = new ControllerProcess(TestKube.kubeconfig(directory, server.uri()));

        awaitScaleOut();
        assertThat(api.list("coordination.k8s.io/v1", "leases"))
                .singleElement()
                .satisfies(lease ->
                        assertThat(Json.text(lease, "metadata", "name")).isEqualTo("kernscale-controller"));
        assertThat(controller.get("/api/v1/agents")).contains("\"node\":\"node-1\"", "\"state\":\"ok\"");
    }

    @Test
    void writesNothingWhileAnotherLeads() {
        controller.close();
        api.create("""
                apiVersion: coordination.k8s.io/v1
                kind: Lease
                metadata: {name: kernscale-controller, namespace: kube-system}
                spec:
                  holderIdentity: controller-1_elsewhere_1
                  leaseDurationSeconds: 3600
                  leaseTransitions: 0
                  renewTime: "%1$s"
                  acquireTime: "%1$s"
                """.formatted(
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000000Z")));
        server.forgetRequests();
        node.load("cart", 1, 3);

        controller =
                controller("--kernscale.leader-election.enabled=true", "--kernscale.leader-election.lease-duration=1h");

        await().until(() -> controller
                .get("/actuator/health")
                .contains("another installation of Kernscale, in namespace elsewhere, leads in this cluster"));
        await().until(() -> controller.metric("kernscale_decisions_total", "action=\"scale\"") > 2);
        assertThat(server.requests(scaleWrites())).isEmpty();
        assertThat(server.requests(statusWrites())).isEmpty();
    }

    private static Predicate<ApiRequest> statusWrites() {
        return request -> request.path().endsWith("/status") && request.path().contains("kernelautoscalers");
    }

    @Test
    void writesAStatusOnlyWhenItIsNews() {
        awaitStatus("cart", "label", "Idle");
        double rounds = controller.metric("kernscale_loop_round_seconds_count", "");
        await().until(() -> controller.metric("kernscale_loop_round_seconds_count", "") >= rounds + 5);

        assertThat(server.requests(statusWrites())).hasSizeLessThanOrEqualTo(4);
    }
}
