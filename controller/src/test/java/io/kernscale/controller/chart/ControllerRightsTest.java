// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.controller.ControllerProcess;
import io.kernscale.controller.SimulatedNode;
import io.kernscale.controller.TestKube;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.testkit.api.RecordedRequest;
import io.kernscale.testkit.cluster.ControlPlane;
import io.kernscale.testkit.cluster.InstantKubelet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller's account may do what the controller does, and nothing else: its requests are compared with its roles. */
class ControllerRightsTest {

    private static final String NAMESPACE = "kernscale-system";

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: %3$s
              namespace: shop
              labels: {app: other}
              ownerReferences: [{apiVersion: %1$s, kind: %2$s, name: o, uid: "uid-%2$s", controller: true}]
            spec: {nodeName: node-1, containers: [{name: main, image: none}]}
            """;

    @TempDir
    Path work;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final KubernetesApi api = server.api();
    private final ControlPlane controlPlane = ControlPlane.start(api);
    private final InstantKubelet kubelet = InstantKubelet.start(api, "node-1");
    private final SimulatedNode node = new SimulatedNode("node-1", () -> api.list("v1", "pods"));

    private void fill() throws IOException {
        api.create("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        api.create(Files.readString(HelmChart.DIRECTORY.resolve("crd/kernelautoscalers.yaml")));
        api.create("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: scaledobjects.keda.sh}
                spec:
                  group: keda.sh
                  scope: Namespaced
                  names: {plural: scaledobjects, kind: ScaledObject}
                  versions: [{name: v1alpha1, served: true, storage: true}]
                """);
        deployment("cart");
        deployment("by-metrics");
        autoscaler("cart", "");
        autoscaler("by-metrics", """
                  metrics:
                    - {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: "1"}}}
                    - {type: External, external: {metric: {name: queue}, target: {type: Value, value: "1"}}}
                """);
        api.create("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: other, namespace: shop}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: other}, maxReplicas: 2}
                """);
        ownedBy("apps/v1", "StatefulSet");
        ownedBy("apps/v1", "DaemonSet");
        ownedBy("batch/v1", "Job");
        ownedBy("batch/v1", "CronJob");
        ownedBy("v1", "ReplicationController");
    }

    private void deployment(String name) {
        api.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: shop}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec: {containers: [{name: main, image: none, resources: {limits: {cpu: "1"}}}]}
                """.formatted(name));
    }

    private void autoscaler(String target, String more) {
        api.create("""
                apiVersion: kernscale.io/v1alpha1
                kind: KernelAutoscaler
                metadata: {name: %1$s, namespace: shop}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
                  maxReplicas: 10
                """.formatted(target) + more);
    }

    private void ownedBy(String apiVersion, String kind) {
        api.create(POD.formatted(apiVersion, kind, kind.toLowerCase(Locale.ROOT)));
    }

    @AfterEach
    void close() {
        node.close();
        kubelet.close();
        controlPlane.close();
        server.close();
    }

    private ControllerProcess controller(String... more) {
        return new ControllerProcess(
                TestKube.kubeconfig(work, server.uri()),
                Stream.concat(
                                Stream.of(
                                        "--kernscale.agents.fixed=" + node.fixedEndpoint(),
                                        "--kernscale.leader-election.enabled=true"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private Set<Right> asked() {
        return server.requests().stream()
                .map(RecordedRequest::request)
                .map(Right::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Of the chart with these values; a Role counts in its namespace, where the Lease is. */
    private List<Right> allowed(String values) {
        HelmChart chart = HelmChart.with(work, values);
        return Stream.of("ClusterRole", "Role")
                .map(kind -> chart.object(kind, "kernscale-controller"))
                .flatMap(role -> Right.allowedBy(role).stream())
                .toList();
    }

    private static void assertSame(List<Right> allowed, Set<Right> asked) {
        assertThat(asked).as("asked for").allMatch(one -> allowed.stream().anyMatch(right -> right.allows(one)));
        assertThat(allowed).as("allowed").allMatch(right -> asked.stream().anyMatch(right::allows));
    }

    @Test
    void theControllerMayDoWhatItDoesAndNothingElse() throws IOException {
        fill();
        List<Right> allowed = allowed("");
        node.load("cart", 1, 3);
        try (ControllerProcess controller = controller()) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !server.requests(ApiRequest::isScaleWrite).isEmpty());
            controller.get("/api/v1/adoption");
            controller.get("/api/v1/comparison");
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertSame(allowed, asked()));
        }
    }

    @Test
    void adoptionNeedsOneRightMore() {
        JsonObject role = HelmChart.with(work, "controller: {settings: {adoption: {enabled: true}}}")
                .object("ClusterRole", "kernscale-controller");
        List<Right> more = Right.allowedBy(role);
        more.removeAll(Right.allowedBy(HelmChart.with(work, "").object("ClusterRole", "kernscale-controller")));

        assertThat(more).containsExactly(new Right("create", "kernscale.io", "kernelautoscalers"));
    }

    @Test
    void theLeasesNameIsTheOnlyOneThatMayBeChanged() {
        JsonObject role = HelmChart.with(work, "").object("Role", "kernscale-controller");
        assertThat(role.toString()).contains("\"resourceNames\":[\"kernscale-controller\"]");
    }

    @Test
    void installationsInDifferentNamespacesShareOneLease() {
        HelmChart chart = HelmChart.with(work, "");
        assertThat(Stream.of("here", "there")
                        .flatMap(namespace -> chart.objects(namespace).stream())
                        .filter(object -> Set.of("Role", "RoleBinding")
                                .contains(object.get("kind").getAsString()))
                        .map(object -> Json.text(object, "metadata", "namespace")))
                .hasSize(4)
                .containsOnly("kube-system");
    }

    @Test
    void whatMayBeScaledCanBeNarrowed() {
        assertThat(allowed("controller: {scaleTargets: [{apiGroup: apps, resource: deployments}]}"))
                .contains(new Right("update", "apps", "deployments/scale"))
                .doesNotContain(new Right("update", "*", "*/scale"));
    }
}
