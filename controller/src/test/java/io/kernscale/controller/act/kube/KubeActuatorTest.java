// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.collect.kube.KubePaths;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scale writes against an API server. */
class KubeActuatorTest {

    private static final Predicate<ApiRequest> WRITES =
            request -> request.path().endsWith("/scale") && request.method().equals("PUT");

    @TempDir
    Path directory;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private KubeActuator actuator;

    @BeforeEach
    void deploy() throws IOException {
        server.api().create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: cart, namespace: shop}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: cart}}
                  template:
                    metadata: {labels: {app: cart}}
                    spec: {containers: [{name: main, image: none}]}
                """);
        KubeHttp http = TestKube.http(directory, server.uri());
        actuator = new KubeActuator(http, new KubePaths(http));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ScaleResult scale(int from, int to) {
        return actuator.scale(new ScaleRequest(
                new AutoscalerId("shop", "cart", "1", 1), new TargetRef("apps/v1", "Deployment", "cart"), from, to));
    }

    private JsonObject deployment() {
        return server.api().find("apps/v1", "deployments", "shop", "cart").orElseThrow();
    }

    private static JsonObject withEight(JsonObject deployment) {
        deployment.getAsJsonObject("spec").addProperty("replicas", 8);
        return deployment;
    }

    private int replicas() {
        return (int) Json.number(deployment(), 0, "spec", "replicas");
    }

    @Test
    void it_writes_the_number() {
        assertThat(scale(3, 5)).isInstanceOf(ScaleResult.Written.class);
        assertThat(replicas()).isEqualTo(5);
    }

    @Test
    void a_conflict_over_other_parts_of_the_object_is_tried_again() {
        server.faults().fail(WRITES, 409, 3);

        assertThat(scale(3, 5)).isInstanceOf(ScaleResult.Written.class);
        assertThat(replicas()).isEqualTo(5);
    }

    @Test
    void endless_conflicts_are_given_up() {
        server.faults().fail(WRITES, 409, 100);

        assertThat(scale(3, 5)).isInstanceOf(ScaleResult.Conflict.class);
        assertThat(replicas()).isEqualTo(3);
        assertThat(server.requests(WRITES)).hasSize(4);
    }

    @Test
    void replicas_that_somebody_else_has_set_are_left_alone() {
        assertThat(scale(2, 5))
                .isInstanceOfSatisfying(
                        ScaleResult.Conflict.class,
                        conflict -> assertThat(conflict.replicasChanged()).isTrue());
        assertThat(replicas()).isEqualTo(3);
        assertThat(server.requests(WRITES)).isEmpty();
    }

    @Test
    void a_change_of_replicas_between_read_and_write_wins() {
        server.onRequest(request -> {
            if (WRITES.test(request)) {
                server.api().change(deployment(), KubeActuatorTest::withEight);
            }
        });

        assertThat(scale(3, 5)).isInstanceOf(ScaleResult.Conflict.class);
        assertThat(replicas()).isEqualTo(8);
    }

    @Test
    void an_api_server_that_asks_for_patience_is_asked_again() {
        server.faults().fail(WRITES, 429, 2);

        assertThat(scale(3, 5)).isInstanceOf(ScaleResult.Written.class);
        assertThat(replicas()).isEqualTo(5);
    }

    @Test
    void nobody_waits_for_ever() {
        server.faults().fail(WRITES, 429, 100);

        assertThat(scale(3, 5))
                .isInstanceOfSatisfying(
                        ScaleResult.Refused.class,
                        refused -> assertThat(refused.message()).contains("429"));
        assertThat(replicas()).isEqualTo(3);
    }

    @Test
    void a_refusal_is_told_in_the_api_servers_words() {
        server.faults().failNext(WRITES, 403);

        assertThat(scale(3, 5))
                .isInstanceOfSatisfying(
                        ScaleResult.Refused.class,
                        refused -> assertThat(refused.message()).contains("PUT", "cart/scale", "403"));
    }
}
