// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.controller.ControllerProcess;
import io.kernscale.controller.SimulatedNode;
import io.kernscale.controller.adopt.Adoption.Scope;
import io.kernscale.controller.adopt.Step;
import io.kernscale.controller.adopt.kube.KubeAdoption;
import io.kernscale.controller.adopt.kube.Patience;
import io.kernscale.testkit.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole controller in the place of a HorizontalPodAutoscaler; the same against every API server. */
abstract class DropInSuite {

    static final String NAMESPACE = "kernscale-drop-in";
    private static final String AUTOSCALERS =
            "/apis/kernscale.io/v1alpha1/namespaces/" + NAMESPACE + "/kernelautoscalers/";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/" + NAMESPACE + "/deployments/";
    private static final String HPAS = "/apis/autoscaling/v1/namespaces/" + NAMESPACE + "/horizontalpodautoscalers/";

    private final List<ControllerProcess> controllers = new ArrayList<>();
    private ApiUnderTest api;
    private SimulatedNode node;

    abstract ApiUnderTest open();

    @BeforeEach
    void start() throws IOException {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        api = open();
        String namespace = "/api/v1/namespaces/" + NAMESPACE;
        await().until(() -> api.find(namespace)
                .filter(one -> one.getAsJsonObject("metadata").has("deletionTimestamp"))
                .isEmpty()); // of the test before
        api.create(Files.readString(api.definition()));
        api.create("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE + "}}");
        await().ignoreExceptions()
                .until(() -> api.find(AUTOSCALERS.substring(0, AUTOSCALERS.length() - 1))
                        .isPresent());
        node = new SimulatedNode(api.node(), () -> api.list("/api/v1/pods"));
    }

    @AfterEach
    void stop() {
        controllers.forEach(ControllerProcess::close);
        node.close();
        api.close();
        Awaitility.reset();
    }

    private ControllerProcess controller(String... options) {
        List<String> all = new ArrayList<>(List.of("--kernscale.agents.fixed=" + node.fixedEndpoint()));
        all.addAll(List.of(options));
        ControllerProcess controller = new ControllerProcess(api.kubeconfig(), all.toArray(String[]::new));
        controllers.add(controller);
        return controller;
    }

    private void deploy(String name, int replicas) {
        api.create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: %3$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 0
                      containers:
                        - {name: main, image: "%4$s", command: [sleep, "3600"], resources: {requests: {cpu: 10m}, limits: {cpu: "1"}}}
                """.formatted(name, replicas, NAMESPACE, api.image()));
        await().until(() -> Json.number(deployment(name), 0, "status", "readyReplicas") == replicas);
    }

    private void autoscale(String name, String fields) {
        api.create("""
                apiVersion: kernscale.io/v1alpha1
                kind: KernelAutoscaler
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
                  maxReplicas: 6
                  %3$s
                """.formatted(name, NAMESPACE, fields));
    }

    private void hpa(String name) {
        api.create("""
                apiVersion: autoscaling/v1
                kind: HorizontalPodAutoscaler
                metadata: {name: %1$s, namespace: %2$s}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}, minReplicas: 1, maxReplicas: 6}
                """.formatted(name, NAMESPACE));
    }

    private JsonObject deployment(String name) {
        return api.find(DEPLOYMENTS + name).orElseThrow();
    }

    private long replicas(String name) {
        return Json.number(deployment(name), 0, "spec", "replicas");
    }

    private String status(String name, String field) {
        return Json.text(api.find(AUTOSCALERS + name).orElseThrow(), "status", field);
    }

    private void awaitStatus(String name, String field, String value) {
        await().untilAsserted(() -> assertThat(status(name, field)).isEqualTo(value));
    }

    @Test
    void what_is_short_of_cpu_is_scaled_and_its_neighbour_is_not() {
        deploy("busy", 1);
        deploy("calm", 2);
        autoscale("busy", "minReplicas: 1");
        autoscale("calm", "minReplicas: 2");
        node.load("busy", 1, 3);
        controller();

        await().untilAsserted(() -> assertThat(replicas("busy")).isGreaterThan(1));
        awaitStatus("calm", "label", "Idle");

        assertThat(replicas("calm")).isEqualTo(2);
        assertThat(status("busy", "lastScaleTime")).isNotEmpty();
        assertThat(Json.objects(api.find(AUTOSCALERS + "busy").orElseThrow(), "status", "conditions"))
                .extracting(condition -> Json.text(condition, "type"))
                .containsExactlyInAnyOrder("AbleToScale", "ScalingActive", "ScalingLimited", "KernelSignal", "Culprit");
    }

    @Test
    void while_an_hpa_owns_the_target_nothing_is_written() {
        deploy("owned", 1);
        hpa("owned");
        autoscale("owned", "mode: Auto");
        node.load("owned", 1, 3);
        controller();

        awaitStatus("owned", "reason", "OwnedByHorizontalPodAutoscaler");
        awaitStatus("owned", "label", "CpuBound");
        assertThat(replicas("owned")).isEqualTo(1);

        api.delete(HPAS + "owned");
        await().untilAsserted(() -> assertThat(replicas("owned")).isGreaterThan(1));
    }

    @Test
    void an_hpa_is_adopted_taken_over_and_given_back() {
        deploy("moved", 1);
        hpa("moved");
        controller();
        KubeAdoption adoption =
                new KubeAdoption(api.http(), Patience.USUAL, () -> Instant.parse("2026-01-01T00:00:00Z"));
        Scope moved = new Scope(NAMESPACE, List.of("moved"));

        assertThat(adoption.adopt(moved)).extracting(Step::outcome).containsExactly(Step.Outcome.ADOPTED);
        assertThat(adoption.takeOver(moved)).extracting(Step::outcome).containsExactly(Step.Outcome.TAKEN_OVER);
        assertThat(api.find(HPAS + "moved")).isEmpty();
        node.load("moved", 1, 3);
        await().untilAsserted(() -> assertThat(replicas("moved")).isGreaterThan(1));

        assertThat(adoption.undo(moved)).extracting(Step::outcome).containsExactly(Step.Outcome.GIVEN_BACK);
        assertThat(api.find(HPAS + "moved")).isPresent();
        assertThat(api.find(AUTOSCALERS + "moved")).isEmpty();
    }

    @Test
    void replicas_that_somebody_sets_by_hand_are_what_the_next_decision_goes_by() {
        deploy("handmade", 1);
        autoscale("handmade", "minReplicas: 1");
        controller();
        awaitStatus("handmade", "label", "Idle");

        api.mergePatch(DEPLOYMENTS + "handmade", "{\"spec\": {\"replicas\": 4}}");

        await().untilAsserted(() -> assertThat(
                        Json.number(api.find(AUTOSCALERS + "handmade").orElseThrow(), 0, "status", "currentReplicas"))
                .isEqualTo(4));
        awaitStatus("handmade", "reason", "Stabilizing"); // four were wanted a moment ago, by somebody
        assertThat(replicas("handmade")).isEqualTo(4);
    }

    @Test
    void the_standby_takes_over_when_the_leader_ends_and_scales_nothing_in() {
        deploy("relay", 3);
        autoscale("relay", "minReplicas: 1");
        node.load("relay", 1.2, 0);
        String[] election = {
            "--kernscale.leader-election.enabled=true",
            "--kernscale.leader-election.namespace=" + NAMESPACE,
            "--kernscale.leader-election.retry-period=500ms"
        };
        ControllerProcess first = controller(election);
        awaitStatus("relay", "label", "Unsaturated");
        ControllerProcess second = controller(election);
        await().untilAsserted(() -> assertThat(second.get("/api/v1/workloads")).contains("\"label\":\"Unsaturated\""));

        first.close();
        controllers.remove(first);
        String before = status("relay", "lastDecisionTime");
        await().untilAsserted(
                        () -> assertThat(status("relay", "lastDecisionTime")).isNotEqualTo(before));
        assertThat(replicas("relay")).isEqualTo(3);

        node.load("relay", 3, 9);
        await().untilAsserted(() -> assertThat(replicas("relay")).isGreaterThan(3));
    }

    @Test
    void a_definition_that_is_deleted_and_made_anew_stops_nothing_for_long() throws IOException {
        deploy("phoenix", 1);
        autoscale("phoenix", "minReplicas: 1");
        controller();
        awaitStatus("phoenix", "label", "Idle");

        String definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/kernelautoscalers.kernscale.io";
        api.delete(definition);
        await().until(() -> api.find(definition).isEmpty());
        api.create(Files.readString(api.definition()));
        await().ignoreExceptions().untilAsserted(() -> {
            autoscale("phoenix", "minReplicas: 1");
            assertThat(api.find(AUTOSCALERS + "phoenix")).isPresent();
        });
        node.load("phoenix", 1, 3);

        await().untilAsserted(() -> assertThat(replicas("phoenix")).isGreaterThan(1));
    }
}
