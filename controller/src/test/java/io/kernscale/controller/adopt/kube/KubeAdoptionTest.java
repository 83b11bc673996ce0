// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.adopt.Adoption.Scope;
import io.kernscale.controller.adopt.Comparison;
import io.kernscale.controller.adopt.Comparison.Difference;
import io.kernscale.controller.adopt.Step;
import io.kernscale.controller.adopt.Step.Outcome;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There and back, over real HTTP, while somebody watches that there are never two writers. */
class KubeAdoptionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Scope ALL = new Scope(null, List.of());

    private static final String HPA = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: %1$s
              namespace: %2$s
              annotations: {team: blue, kubectl.kubernetes.io/last-applied-configuration: x}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
              minReplicas: 2
              maxReplicas: 9
              metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
              behavior: {scaleDown: {stabilizationWindowSeconds: 60}}
            """;

    @TempDir
    Path directory;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final List<String> twoWriters = new CopyOnWriteArrayList<>();
    private KubeAdoption adoption;

    @BeforeEach
    void start() throws IOException {
        server.api().create(Files.readString(Path.of("../charts/kernscale/crd/kernelautoscalers.yaml")));
        KubeHttp http = TestKube.http(directory, server.uri());
        adoption = new KubeAdoption(http, new Patience(Duration.ofSeconds(2), Duration.ofMillis(20)), () -> NOW);
        server.onRequest(request -> {
            if (kas("cart") != null && mode("cart").equals("Auto") && hpa("cart") != null) {
                twoWriters.add(request.method() + " " + request.path());
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(twoWriters).as("moments with two writers").isEmpty();
    }

    private JsonObject hpa(String name) {
        return server.api()
                .find("autoscaling/v2", "horizontalpodautoscalers", "shop", name)
                .orElse(null);
    }

    private JsonObject kas(String name) {
        return server.api()
                .find("kernscale.io/v1alpha1", "kernelautoscalers", "shop", name)
                .orElse(null);
    }

    private String mode(String name) {
        return Json.text(kas(name), "spec", "mode");
    }

    /** As the controller would. */
    private void decide(String name) {
        server.api().changeStatus(kas(name), object -> {
            JsonObject status = new JsonObject();
            status.addProperty("observedGeneration", (long) Json.number(object, 0, "metadata", "generation"));
            status.addProperty("lastDecisionTime", NOW.toString());
            object.add("status", status);
            return object;
        });
    }

    /** Keeps deciding, as soon as the spec changes. */
    private void controllerRuns() {
        server.onRequest(request -> {
            if (request.method().equals("GET")
                    && request.path().endsWith("kernelautoscalers/cart")
                    && kas("cart") != null) {
                decide("cart");
            }
        });
    }

    @Test
    void an_adopted_one_asks_for_the_same_and_scales_nothing() {
        server.api().create(HPA.formatted("cart", "shop"));

        assertThat(adoption.adopt(ALL)).extracting(Step::outcome).containsExactly(Outcome.ADOPTED);

        assertThat(mode("cart")).isEqualTo("DryRun");
        for (String part : List.of("scaleTargetRef", "minReplicas", "maxReplicas", "metrics", "behavior")) {
            assertThat(kas("cart").getAsJsonObject("spec").get(part))
                    .isEqualTo(hpa("cart").getAsJsonObject("spec").get(part));
        }
        assertThat(hpa("cart")).isNotNull();
    }

    @Test
    void a_second_adoption_changes_nothing() {
        server.api().create(HPA.formatted("cart", "shop"));
        adoption.adopt(ALL);
        String before = kas("cart").toString();

        assertThat(adoption.adopt(ALL)).extracting(Step::outcome).containsExactly(Outcome.SKIPPED);
        assertThat(kas("cart")).hasToString(before);
    }

    @Test
    void a_plan_writes_nothing() {
        server.api().create(HPA.formatted("cart", "shop"));

        assertThat(adoption.plan(ALL)).extracting(Step::outcome).containsExactly(Outcome.PLANNED);
        assertThat(kas("cart")).isNull();
    }

    @Test
    void what_belongs_to_a_scaled_object_is_left_alone() {
        server.api().create(HPA.formatted("cart", "shop").replace("  annotations:", """
                  ownerReferences: [{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: jobs, uid: u}]
                  annotations:""".indent(0)
                .stripTrailing()
                .replaceFirst("^ownerReferences", "  ownerReferences")));

        assertThat(adoption.adopt(ALL)).extracting(Step::outcome).containsExactly(Outcome.SKIPPED);
    }

    @Test
    void taking_over_and_giving_back_end_where_they_began() {
        server.api().create(HPA.formatted("cart", "shop"));
        JsonObject before = hpa("cart").getAsJsonObject("spec").deepCopy();
        adoption.adopt(ALL);
        controllerRuns();

        assertThat(adoption.takeOver(new Scope("shop", List.of("cart"))))
                .extracting(Step::outcome)
                .containsExactly(Outcome.TAKEN_OVER);
        assertThat(hpa("cart")).isNull();
        assertThat(mode("cart")).isEqualTo("Auto");

        assertThat(adoption.undo(new Scope("shop", List.of("cart"))))
                .extracting(Step::outcome)
                .containsExactly(Outcome.GIVEN_BACK);
        assertThat(kas("cart")).isNull();
        assertThat(hpa("cart").getAsJsonObject("spec")).isEqualTo(before);
        assertThat(Json.text(hpa("cart"), "metadata", "annotations", "team")).isEqualTo("blue");
        assertThat(hpa("cart").toString()).doesNotContain("last-applied");
    }

    @Test
    void nothing_is_taken_over_before_the_controller_has_decided() {
        server.api().create(HPA.formatted("cart", "shop"));
        adoption.adopt(ALL);

        assertThat(adoption.takeOver(new Scope("shop", List.of("cart"))))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
                    assertThat(step.message()).contains("nothing was changed");
                });
        assertThat(hpa("cart")).isNotNull();
        assertThat(mode("cart")).isEqualTo("DryRun");
    }

    @Test
    void a_take_over_that_fails_half_way_gives_the_hpa_back() {
        server.api().create(HPA.formatted("cart", "shop"));
        adoption.adopt(ALL);
        controllerRuns();
        server.faults().fail(request -> request.method().equals("PATCH") && hpa("cart") == null, 500, 1);

        assertThat(adoption.takeOver(new Scope("shop", List.of("cart"))))
                .extracting(Step::outcome)
                .containsExactly(Outcome.FAILED);
        assertThat(hpa("cart")).isNotNull();
        assertThat(mode("cart")).isEqualTo("DryRun");
    }

    @Test
    void it_is_given_back_without_a_controller_as_well() {
        server.api().create(HPA.formatted("cart", "shop"));
        adoption.adopt(ALL);
        server.api().delete(hpa("cart"));
        server.api().change(kas("cart"), object -> {
            object.getAsJsonObject("spec").addProperty("mode", "Auto");
            return object;
        });

        assertThat(adoption.undo(new Scope("shop", List.of("cart"))))
                .extracting(Step::outcome)
                .containsExactly(Outcome.GIVEN_BACK);
        assertThat(hpa("cart")).isNotNull();
        assertThat(kas("cart")).isNull();
    }

    @Test
    void a_hundred_in_ten_namespaces_are_adopted_at_once() {
        for (int i = 0; i < 100; i++) {
            server.api().create(HPA.formatted("app-" + i, "team-" + i % 10));
        }
        assertThat(adoption.adopt(ALL)).hasSize(100).allMatch(step -> step.outcome() == Outcome.ADOPTED);
        assertThat(adoption.adopt(new Scope("team-3", List.of("app-3", "app-13"))))
                .hasSize(2);
    }

    @Test
    void both_are_shown_side_by_side() {
        server.api().create(HPA.formatted("cart", "shop"));
        adoption.adopt(ALL);
        server.api().changeStatus(hpa("cart"), object -> {
            JsonObject status = new JsonObject();
            status.addProperty("desiredReplicas", 7);
            object.add("status", status);
            return object;
        });
        server.api().changeStatus(kas("cart"), object -> {
            object.add("status", JsonParser.parseString("""
                    {"currentReplicas": 7, "desiredReplicas": 3, "label": "Waiting", "reason": "Waiting", "history": {"decisions": [
                      {"time": "2026-01-01T11:58:00Z", "replicas": 7, "desired": 3, "hpa": 7, "label": "Waiting", "reason": "Waiting"}]}}
                    """));
            return object;
        });
        var bytes = new ByteArrayOutputStream();
        int exit = new AdoptCommand(adoption, new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .run(AdoptOptions.parse("compare", "-n", "shop"));

        assertThat(exit).isZero();
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(
                        "REFERENCE", "Deployment/cart", "Waiting", "added 0.0 and saved 8.0 replica-minutes in 2 min");
    }

    @Test
    void an_hpa_that_could_not_compute_wants_nothing_rather_than_zero() {
        server.api().create(HPA.formatted("cart", "shop"));
        adoption.adopt(ALL);
        server.api().changeStatus(hpa("cart"), object -> {
            object.add("status", JsonParser.parseString("{\"currentReplicas\": 2, \"desiredReplicas\": 0}"));
            return object;
        });

        assertThat(adoption.compare(ALL))
                .singleElement()
                .extracting(Comparison::hpaDesired)
                .isNull();
    }

    @Test
    void a_difference_adds_up_replica_minutes() {
        List<PastDecision> decisions = List.of(
                new PastDecision(NOW.minusSeconds(60), 3, 2, null, null, ""),
                new PastDecision(NOW.minusSeconds(180), 3, 5, null, null, ""));

        assertThat(Difference.of(decisions, NOW)).isEqualTo(new Difference(Duration.ofMinutes(3), 2, 2, 4, 1));
        assertThat(Difference.of(List.of(), NOW)).isEqualTo(Comparison.Difference.NONE);
    }

    @Test
    void wrong_use_is_told() {
        assertThatThrownBy(() -> AdoptOptions.parse("adopt", "--take-over")).hasMessageContaining("want the names");
        assertThatThrownBy(() -> AdoptOptions.parse("adopt", "-n")).hasMessageContaining("-n wants a value");
        assertThatThrownBy(() -> AdoptOptions.parse("adopt", "--fast")).hasMessageContaining("no option --fast");
        assertThatThrownBy(() -> AdoptOptions.parse("adopt", "--undo", "--dry-run", "a"))
                .hasMessageContaining("does not go with");
    }
}
