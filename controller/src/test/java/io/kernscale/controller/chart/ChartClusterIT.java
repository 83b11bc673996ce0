// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.testkit.api.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the real cluster of {@code ./kernscale test --cluster}: nothing is kept, the server checks each object. */
@EnabledIfEnvironmentVariable(
        named = "KERNSCALE_TEST_KUBECONFIG",
        matches = ".+",
        disabledReason = "it wants a cluster: KUBECONFIG=... ./kernscale test --cluster")
class ChartClusterIT {

    private static final int ALREADY_EXISTS = 409;

    @TempDir
    Path work;

    private final KubeHttp http =
            TestKube.http(Path.of(Objects.requireNonNull(System.getenv("KERNSCALE_TEST_KUBECONFIG"))));

    static Stream<String> cases() {
        return HelmChart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theApiServerTakesWhatIsRendered(String name) throws KubeException {
        String version = Json.text(http.get("/version"), "gitVersion");
        String values = "{kubeVersion: \"" + version + "\"}";
        List<String> refused = new ArrayList<>();
        int taken = 0;
        for (JsonObject object : HelmChart.ofCase(work, name, values).objects("default")) {
            Optional<String> path = path(object);
            if (path.isEmpty()) { // of Prometheus' operator, which this cluster does not have
                assertThat(Json.text(object, "apiVersion")).startsWith("monitoring.coreos.com/");
                continue;
            }
            try {
                http.post(path.get() + "?dryRun=All", object);
                taken++;
            } catch (KubeException e) {
                if (e.status() != ALREADY_EXISTS) {
                    refused.add(e.getMessage());
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(taken).isPositive();
    }

    /** Some are at home elsewhere than the release: who may read the API server's proxy certificate is said in kube-system. */
    private static String namespace(JsonObject object) {
        String own = Json.text(object, "metadata", "namespace");
        return own.isEmpty() ? "default" : own;
    }

    private Optional<String> path(JsonObject object) throws KubeException {
        String apiVersion = Json.text(object, "apiVersion");
        String root = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
        try {
            return StreamSupport.stream(
                            http.get(root).getAsJsonArray("resources").spliterator(), false)
                    .map(JsonElement::getAsJsonObject)
                    .filter(resource -> Json.text(resource, "kind").equals(Json.text(object, "kind")))
                    .filter(resource -> !Json.text(resource, "name").contains("/"))
                    .findFirst()
                    .map(resource -> root
                            + (Json.text(resource, "namespaced").equals("true")
                                    ? "/namespaces/" + namespace(object) + "/"
                                    : "/")
                            + Json.text(resource, "name"));
        } catch (KubeException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
