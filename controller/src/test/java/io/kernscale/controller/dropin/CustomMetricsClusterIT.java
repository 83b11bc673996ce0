// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.controller.ControllerProcess;
import io.kernscale.controller.SimulatedNode;
import io.kernscale.testkit.api.Json;
import io.kernscale.wire.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The aggregated API behind a real API server's aggregator, and a real HorizontalPodAutoscaler that goes by it. */
@EnabledIfEnvironmentVariable(
        named = "KERNSCALE_TEST_KUBECONFIG",
        matches = ".+",
        disabledReason = "it wants a cluster: KUBECONFIG=... ./kernscale test --cluster")
class CustomMetricsClusterIT {

    private static final String NAMESPACE = DropInSuite.NAMESPACE;
    private static final String SERVICE = "kernscale-custom-metrics";
    private static final String API_SERVICE =
            "/apis/apiregistration.k8s.io/v1/apiservices/v1beta2.custom.metrics.k8s.io";

    @TempDir
    Path directory;

    private final RealApi api =
            new RealApi(Path.of(Objects.requireNonNull(System.getenv("KERNSCALE_TEST_KUBECONFIG"))));
    private final TestAuthority authority = new TestAuthority("custom-metrics");
    private SimulatedNode node;
    private ControllerProcess controller;

    @BeforeEach
    void start() throws IOException {
        String address = nodeAddress();
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByName(address)))
                .as("the API server cannot reach this test: its node " + address + " is another machine")
                .isNotNull();
        assumeThat(api.find(API_SERVICE))
                .as("the cluster has another custom metrics API")
                .isEmpty();
        Awaitility.setDefaultTimeout(Duration.ofSeconds(150));
        await().until(() -> api.find("/api/v1/namespaces/" + NAMESPACE).isEmpty()); // of the test before
        api.create(Files.readString(api.definition()));
        api.create("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        node = new SimulatedNode(api.node(), () -> api.list("/api/v1/pods"));
        Path certificate = directory.resolve("tls.crt");
        Path key = directory.resolve("tls.key");
        authority.server("CN=" + SERVICE + "." + NAMESPACE + ".svc").write(certificate, key);
        controller = new ControllerProcess(
                api.kubeconfig(),
                "--kernscale.agents.fixed=" + node.fixedEndpoint(),
                "--kernscale.custom-metrics.enabled=true",
                "--kernscale.custom-metrics.port=0",
                "--spring.ssl.bundle.pem.custom-metrics.keystore.certificate=" + certificate,
                "--spring.ssl.bundle.pem.custom-metrics.keystore.private-key=" + key);
        register(address);
    }

    private String nodeAddress() {
        return Json.objects(api.list("/api/v1/nodes").getFirst(), "status", "addresses").stream()
                .filter(one -> Json.text(one, "type").equals("InternalIP"))
                .map(one -> Json.text(one, "address"))
                .findFirst()
                .orElseThrow();
    }

    private void register(String address) {
        api.create("""
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: %s}
                spec: {ports: [{port: 443, targetPort: %d}]}
                """.formatted(SERVICE, NAMESPACE, controller.customMetricsPort()));
        api.create("""
                apiVersion: v1
                kind: Endpoints
                metadata: {name: %s, namespace: %s}
                subsets: [{addresses: [{ip: %s}], ports: [{port: %d}]}]
                """.formatted(SERVICE, NAMESPACE, address, controller.customMetricsPort()));
        api.create("""
                apiVersion: apiregistration.k8s.io/v1
                kind: APIService
                metadata: {name: v1beta2.custom.metrics.k8s.io}
                spec:
                  group: custom.metrics.k8s.io
                  version: v1beta2
                  groupPriorityMinimum: 100
                  versionPriority: 200
                  service: {namespace: %s, name: %s, port: 443}
                  caBundle: %s
                """.formatted(
                        NAMESPACE,
                        SERVICE,
                        Base64.getEncoder().encodeToString(authority.pem().getBytes(StandardCharsets.UTF_8))));
    }

    @AfterEach
    void stop() {
        if (controller != null) {
            api.delete(API_SERVICE);
            controller.close();
            node.close();
            api.close();
        }
        Awaitility.reset();
    }

    private static boolean holds(JsonObject object, String type) {
        return Json.objects(object, "status", "conditions").stream()
                .anyMatch(condition -> Json.text(condition, "type").equals(type)
                        && Json.text(condition, "status").equals("True"));
    }

    @Test
    void a_plain_hpa_scales_by_what_the_kernel_saw() {
        String version = api.find("/apis/autoscaling/v2").isPresent() ? "v2" : "v2beta2";
        api.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: served, namespace: %s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: served}}
                  template:
                    metadata: {labels: {app: served}}
                    spec:
                      terminationGracePeriodSeconds: 0
                      containers: [{name: main, image: "%s", command: [sleep, "3600"], resources: {limits: {cpu: "1"}}}]
                """.formatted(NAMESPACE, api.image()));
        node.load("served", 1, 3); // four cores in all, whatever the number of pods
        await().untilAsserted(() -> assertThat(holds(api.find(API_SERVICE).orElseThrow(), "Available"))
                .isTrue());
        api.create("""
                apiVersion: autoscaling/%s
                kind: HorizontalPodAutoscaler
                metadata: {name: served, namespace: %s}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: served}
                  maxReplicas: 6
                  metrics:
                    - type: Object
                      object:
                        describedObject: {apiVersion: apps/v1, kind: Deployment, name: served}
                        metric: {name: cpu-demand-cores}
                        target: {type: AverageValue, averageValue: 1100m}
                    - type: Pods
                      pods: {metric: {name: cpu-usage-cores}, target: {type: AverageValue, averageValue: "2"}}
                """.formatted(version, NAMESPACE));

        String deployment = "/apis/apps/v1/namespaces/" + NAMESPACE + "/deployments/served";
        await().untilAsserted(() -> assertThat(Json.number(api.find(deployment).orElseThrow(), 0, "spec", "replicas"))
                .isEqualTo(4)); // ceil(4 / 1.1)
        String hpa = "/apis/autoscaling/" + version + "/namespaces/" + NAMESPACE + "/horizontalpodautoscalers/served";
        await().untilAsserted(() -> {
            JsonObject seen = api.find(hpa).orElseThrow();
            assertThat(holds(seen, "ScalingActive")).isTrue();
            assertThat(Json.objects(seen, "status", "currentMetrics"))
                    .extracting(metric -> Json.text(metric, "type"))
                    .containsExactlyInAnyOrder("Object", "Pods");
        });
    }
}
