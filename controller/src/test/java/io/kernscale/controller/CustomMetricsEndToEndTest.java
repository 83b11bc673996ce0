// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.controller.custommetrics.kube.TestTrust;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.wire.TestAuthority;
import io.kernscale.wire.TestAuthority.Identity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The aggregated API of the whole controller, asked as the API server's aggregator asks: by TLS and headers. */
class CustomMetricsEndToEndTest {

    private static final String API = "/apis/custom.metrics.k8s.io/v1beta2";
    private static final String DEMAND = API + "/namespaces/shop/deployments.apps/cart/cpu-demand-cores";
    private static final String HPA = "system:serviceaccount:kube-system:horizontal-pod-autoscaler";

    @TempDir
    Path directory;

    private final TestAuthority proxies = new TestAuthority("front-proxy-ca");
    private final TestAuthority servers = new TestAuthority("servers");
    private final Identity proxy = proxies.client("CN=front-proxy-client");
    private final TestCluster cluster = new TestCluster();
    private final KubernetesApiServer server = cluster.server();
    private final KubernetesApi api = cluster.api();
    private final SimulatedNode node = new SimulatedNode(TestCluster.NODE, api);
    private ControllerProcess controller;

    @BeforeEach
    void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
        cluster.deploy("cart", 2);
        node.load("cart", 1, 3); // two cores run, two are waited for
        api.create(TestTrust.configMap(Map.of(
                "requestheader-client-ca-file", proxies.pem(),
                "requestheader-allowed-names", "[\"front-proxy-client\"]",
                "requestheader-username-headers", "[\"X-Remote-User\"]",
                "requestheader-group-headers", "[\"X-Remote-Group\"]",
                "requestheader-extra-headers-prefix", "[\"X-Remote-Extra-\"]")));
        server.access().allow(spec -> Json.text(spec, "user").equals(HPA));
        certificate("CN=first");
        controller = new ControllerProcess(
                TestKube.kubeconfig(directory, server.uri()),
                "--kernscale.agents.fixed=" + node.fixedEndpoint(),
                "--kernscale.custom-metrics.enabled=true",
                "--kernscale.custom-metrics.port=0",
                "--spring.ssl.bundle.pem.custom-metrics.reload-on-update=true",
                "--spring.ssl.bundle.pem.custom-metrics.keystore.certificate=" + directory.resolve("tls.crt"),
                "--spring.ssl.bundle.pem.custom-metrics.keystore.private-key=" + directory.resolve("tls.key"),
                "--spring.ssl.bundle.watch.file.quiet-period=100ms");
    }

    private void certificate(String subject) {
        servers.server(subject).write(directory.resolve("tls.crt"), directory.resolve("tls.key"));
    }

    @AfterEach
    void stop() {
        controller.close();
        node.close();
        cluster.close();
        Awaitility.reset();
    }

    private HttpResponse<String> ask(String path, Map<String, String> headers, Identity... shown) {
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(servers.context(shown)).build()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + controller.customMetricsPort() + path));
            headers.forEach(request::header);
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> askAs(String user, String path) {
        return ask(path, Map.of("X-Remote-User", user, "X-Remote-Group", "system:authenticated"), proxy);
    }

    private JsonObject answer(String path) {
        HttpResponse<String> response = askAs(HPA, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.parse(response.body());
    }

    private void awaitMetrics() {
        await().until(() -> askAs(HPA, DEMAND).statusCode() == 200);
    }

    @Test
    void tellsAnHpaWhatItsTargetDemands() {
        awaitMetrics();

        JsonObject list = answer(DEMAND);
        assertThat(Json.text(list, "kind")).isEqualTo("MetricValueList");
        assertThat(Json.text(list, "apiVersion")).isEqualTo("custom.metrics.k8s.io/v1beta2");
        assertThat(Json.objects(list, "items")).singleElement().satisfies(item -> {
            assertThat(Json.text(item, "describedObject", "apiVersion")).isEqualTo("apps/v1");
            assertThat(Json.text(item, "describedObject", "kind")).isEqualTo("Deployment");
            assertThat(Json.text(item, "describedObject", "name")).isEqualTo("cart");
            assertThat(Json.text(item, "metric", "name")).isEqualTo("cpu-demand-cores");
            assertThat(Json.text(item, "value")).matches("[34](\\d{3}m)?"); // 2 + 2 cores, as far as they were measured
            assertThat(Json.text(item, "windowSeconds")).isEqualTo("1");
            assertThat(Json.text(item, "timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        });
        JsonObject ofPods = answer(API + "/namespaces/shop/pods/*/cpu-demand-cores?labelSelector=app%3Dcart");
        assertThat(Json.objects(ofPods, "items")).hasSize(2);
        JsonObject older = answer(DEMAND.replace("v1beta2", "v1beta1"));
        assertThat(Json.objects(older, "items")).singleElement().satisfies(item -> {
            assertThat(Json.text(item, "metricName")).isEqualTo("cpu-demand-cores");
            assertThat(Json.text(item, "window")).isEqualTo("1");
        });
    }

    @Test
    void describesItselfToTheAggregator() {
        server.access()
                .allow(spec -> Json.text(spec, "nonResourceAttributes", "path").startsWith("/"));

        assertThat(Json.objects(answer("/apis"), "groups")).hasSize(1);
        assertThat(Json.text(answer("/apis/custom.metrics.k8s.io"), "preferredVersion", "version"))
                .isEqualTo("v1beta2");
        assertThat(Json.objects(answer(API), "resources"))
                .extracting(resource -> Json.text(resource, "name"))
                .contains("deployments.apps/cpu-usage-cores", "pods/in-flight-requests")
                .doesNotContain("pods/cpu-bound");
        assertThat(askAs(HPA, "/openapi/v2").statusCode()).isEqualTo(404);
        assertThat(ask("/readyz", Map.of()).body()).isEqualTo("ok");
    }

    @Test
    void refusesInTheWordsOfTheApiServer() {
        awaitMetrics();

        HttpResponse<String> forbidden = askAs("somebody", DEMAND);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        JsonObject status = Json.parse(forbidden.body());
        assertThat(Json.text(status, "kind")).isEqualTo("Status");
        assertThat(Json.text(status, "reason")).isEqualTo("Forbidden");
        assertThat(Json.text(status, "message")).contains("\"somebody\" cannot get deployments.apps/cpu-demand-cores");

        assertThat(ask(DEMAND, Map.of("X-Remote-User", HPA)).statusCode()).isEqualTo(403); // nobody vouches for it
        Identity impostor = proxies.client("CN=impostor");
        assertThat(ask(DEMAND, Map.of("X-Remote-User", HPA), impostor).statusCode())
                .isEqualTo(401);
        assertThat(askAs(HPA, API + "/namespaces/shop/deployments.apps/none/cpu-demand-cores")
                        .statusCode())
                .isEqualTo(404);
        for (String code : List.of("200", "401", "403", "404")) {
            assertThat(controller.metric("kernscale_custom_metrics_requests_total", "\"" + code + "\""))
                    .isPositive();
        }
    }

    @Test
    void knowsABearerByTheApiServer() {
        awaitMetrics();
        server.access().token("of-the-hpa", HPA, List.of());

        assertThat(ask(DEMAND, Map.of("Authorization", "Bearer of-the-hpa")).statusCode())
                .isEqualTo(200);
        assertThat(ask(DEMAND, Map.of("Authorization", "Bearer made-up")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void answersNobodyNewWhileTheApiServerIsAwayAndGoesOnAfterwards() {
        awaitMetrics();
        server.stop();

        assertThat(askAs("system:serviceaccount:shop:other", DEMAND).statusCode())
                .isEqualTo(500);
        server.resume();

        await().until(() -> askAs(HPA, DEMAND).statusCode() == 200);
    }

    @Test
    void showsTheNextCertificateWhenItsFilesHaveChanged() throws SSLPeerUnverifiedException {
        assertThat(shownCertificate()).isEqualTo("CN=first");

        certificate("CN=second");

        await().until(() -> shownCertificate().equals("CN=second"));
    }

    private String shownCertificate() throws SSLPeerUnverifiedException {
        return ask("/readyz", Map.of())
                .sslSession()
                .orElseThrow()
                .getPeerPrincipal()
                .getName();
    }

    @Test
    void sharesNothingWithThePortOfTheRestApi() {
        assertThat(controller.response(API).statusCode()).isEqualTo(404);
        server.access().allow(spec -> true);
        assertThat(askAs(HPA, "/api/v1/workloads").statusCode()).isEqualTo(404);
        assertThat(askAs(HPA, "/actuator/health").statusCode()).isEqualTo(404);
    }
}
