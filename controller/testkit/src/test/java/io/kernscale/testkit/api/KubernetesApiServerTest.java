// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesApiServerTest {
    private static final String CART = "/apis/apps/v1/namespaces/shop/deployments/cart";
    private static final String WIDGETS = "/apis/example.com/v1/namespaces/shop/widgets";

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    /** A PATCH of the deployment {@code cart}, and the replicas after it. */
    record PatchRow(String name, String contentType, String body, int status, int replicas) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<PatchRow> patches() {
        return Stream.of(
                new PatchRow("merge", "application/merge-patch+json", "{\"spec\":{\"replicas\":4}}", 200, 4),
                new PatchRow(
                        "strategic", "application/strategic-merge-patch+json", "{\"spec\":{\"replicas\":4}}", 200, 4),
                new PatchRow("plain JSON", "application/json", "{\"spec\":{\"replicas\":4}}", 415, 2),
                new PatchRow("no type", "", "{\"spec\":{\"replicas\":4}}", 415, 2),
                new PatchRow(
                        "json",
                        "application/json-patch+json",
                        "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":4}]",
                        200,
                        4),
                new PatchRow(
                        "json, test fails",
                        "application/json-patch+json",
                        "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":7},"
                                + "{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":4}]",
                        422,
                        2),
                new PatchRow(
                        "json, missing path",
                        "application/json-patch+json",
                        "[{\"op\":\"remove\",\"path\":\"/spec/nothing\"}]",
                        422,
                        2),
                new PatchRow(
                        "old version",
                        "application/merge-patch+json",
                        "{\"metadata\":{\"resourceVersion\":\"1\"},\"spec\":{\"replicas\":4}}",
                        409,
                        2),
                new PatchRow("apply without manager", "application/apply-patch+yaml", "spec: {replicas: 4}", 400, 2),
                new PatchRow("not JSON", "application/merge-patch+json", "{", 400, 2),
                new PatchRow("negative", "application/merge-patch+json", "{\"spec\":{\"replicas\":-1}}", 422, 2));
    }

    @ParameterizedTest
    @MethodSource("patches")
    void patchesAsARealServerDoes(PatchRow row) throws Exception {
        server.api().create(Samples.DEPLOYMENT);
        assertThat(send("PATCH", CART, row.contentType(), row.body()).statusCode())
                .isEqualTo(row.status());
        assertThat(Json.number(cart(), 0, "spec", "replicas")).isEqualTo(row.replicas());
    }

    @Test
    void mergesContainersByNameInAStrategicPatch() throws Exception {
        server.api().create(Samples.DEPLOYMENT);
        String patch = "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"tty\":true},"
                + "{\"name\":\"side\",\"image\":\"none\"}]}}}}";
        send("PATCH", CART, "application/strategic-merge-patch+json", patch);
        List<JsonObject> containers = Json.objects(cart(), "spec", "template", "spec", "containers");
        assertThat(containers).hasSize(2);
        assertThat(Json.text(containers.getFirst(), "image")).isEqualTo("none");
    }

    @Test
    void keepsStatusWhenTheMainResourceIsWritten() throws Exception {
        server.api().create(Samples.DEPLOYMENT);
        String status = "{\"status\":{\"replicas\":2},\"spec\":{\"replicas\":9}}";
        send("PATCH", CART + "/status", "application/merge-patch+json", status);
        send("PATCH", CART, "application/merge-patch+json", "{\"status\":{\"replicas\":7}}");
        assertThat(Json.number(cart(), 0, "status", "replicas")).isEqualTo(2);
        assertThat(Json.number(cart(), 0, "spec", "replicas")).isEqualTo(2);
        assertThat(Json.number(cart(), 0, "metadata", "generation")).isEqualTo(1);
    }

    @Test
    void holdsCustomObjectsToTheirSchema() throws Exception {
        server.api().create(Samples.CRD);
        server.api().create(Samples.WIDGET);
        assertThat(Json.text(widget(), "spec", "mode")).isEqualTo("Auto");
        HttpResponse<String> refused = send(
                "POST",
                WIDGETS,
                "application/json",
                "{\"metadata\":{\"name\":\"v\"},"
                        + "\"kind\":\"Widget\",\"apiVersion\":\"example.com/v1\",\"spec\":{\"size\":-1,\"mode\":\"Off\"}}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("spec.size", "spec.mode", "Unsupported value");
        String unknown = "{\"spec\":{\"colour\":\"red\"}}";
        assertThat(send("PATCH", WIDGETS + "/w", "application/merge-patch+json", unknown)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Json.text(widget(), "spec", "colour")).as("pruned").isEmpty();
        assertThat(send("PATCH", WIDGETS + "/w", "application/strategic-merge-patch+json", unknown)
                        .statusCode())
                .as("custom resources know no strategic merge")
                .isEqualTo(415);
    }

    @Test
    void scalesCustomObjectsThroughTheirPaths() throws Exception {
        server.api().create(Samples.CRD);
        server.api().create(Samples.WIDGET);
        send("PATCH", WIDGETS + "/w/scale", "application/merge-patch+json", "{\"spec\":{\"replicas\":8}}");
        assertThat(Json.number(widget(), 0, "spec", "size")).isEqualTo(8);
    }

    @Test
    void refusesWhatDoesNotExist() throws Exception {
        assertThat(get("/apis/example.com/v1/widgets").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/namespaces/shop/pods/none").statusCode()).isEqualTo(404);
        assertThat(get("/nonsense").statusCode()).isEqualTo(404);
        assertThat(send(
                                "POST",
                                "/api/v1/namespaces/none/configmaps",
                                "application/json",
                                "{\"metadata\":{\"name\":\"c\"}}")
                        .statusCode())
                .as("the namespace is missing")
                .isEqualTo(404);
        assertThat(get("/api/v1/pods?fieldSelector=spec.colour%3Dred").statusCode())
                .isEqualTo(400);
    }

    @Test
    void describesItself() throws Exception {
        server.api().create(Samples.CRD);
        assertThat(get("/apis").body()).contains("\"example.com\"", "\"apps\"");
        assertThat(get("/apis/example.com/v1").body()).contains("widgets/scale", "widgets/status");
        assertThat(get("/api/v1").body()).contains("\"pods\"");
        assertThat(get("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void streamsWhatEntersAndLeavesASelection() throws Exception {
        server.api().create(Samples.DEPLOYMENT);
        String start = Long.toString(server.api().revision());
        server.api().change(cart(), object -> label(object, "tier", "web"));
        server.api().change(cart(), object -> label(object, "tier", "none"));
        String events = get("/apis/apps/v1/deployments?watch=true&timeoutSeconds=1&labelSelector=tier%3Dweb"
                        + "&resourceVersion=" + start)
                .body();
        assertThat(events.lines().map(line -> Json.text(Json.parse(line), "type")))
                .containsExactly("ADDED", "DELETED");
    }

    @Test
    void marksTheEndOfInitialEvents() throws Exception {
        server.api().create(Samples.DEPLOYMENT);
        String events = get("/apis/apps/v1/deployments?watch=true&timeoutSeconds=1&sendInitialEvents=true"
                        + "&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan")
                .body();
        assertThat(events.lines().map(line -> Json.text(Json.parse(line), "type")))
                .containsExactly("ADDED", "BOOKMARK");
        assertThat(events).contains("k8s.io/initial-events-end");
    }

    @Test
    void tellsAWatchThatItsHistoryIsForgotten() throws Exception {
        String start = Long.toString(server.api().revision());
        server.api().create(Samples.DEPLOYMENT);
        server.compact();
        String events = get("/apis/apps/v1/deployments?watch=true&timeoutSeconds=5&resourceVersion=" + start)
                .body();
        assertThat(events).contains("\"ERROR\"", "410");
    }

    @Test
    void failsOnDemandAndRecords() throws Exception {
        server.faults().failNext(request -> request.path().equals("/version"), 503);
        server.faults().cutNext(request -> request.path().equals("/healthz"));
        assertThat(get("/version").statusCode()).isEqualTo(503);
        assertThat(get("/version").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> send("POST", "/healthz", "", "{}")) // a GET the client would repeat by itself
                .isInstanceOf(IOException.class);
        assertThat(server.requests(request -> request.path().equals("/version")))
                .extracting(RecordedRequest::status)
                .containsExactly(503, 200);
    }

    @Test
    void waitsForTheKubeletOfANodeBeforeAPodGoes() {
        server.api().create("{apiVersion: v1, kind: Node, metadata: {name: n}}");
        server.api()
                .create("{apiVersion: v1, kind: Pod, metadata: {name: p}, "
                        + "spec: {nodeName: n, containers: [{name: c, image: none}]}}");
        server.api().delete(pod());
        assertThat(Json.text(pod(), "metadata", "deletionTimestamp")).isNotEmpty();
        server.api().deleteNow(pod());
        assertThat(server.api().list("v1", "pods")).isEmpty();
    }

    private JsonObject pod() {
        return server.api().find("v1", "pods", "default", "p").orElseThrow();
    }

    private JsonObject cart() {
        return server.api().find("apps/v1", "deployments", "shop", "cart").orElseThrow();
    }

    private JsonObject widget() {
        return server.api().find("example.com/v1", "widgets", "shop", "w").orElseThrow();
    }

    private static JsonObject label(JsonObject object, String name, String value) {
        Json.ensure(object, "metadata", "labels").addProperty(name, value);
        return object;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, "", "");
    }

    private HttpResponse<String> send(String method, String path, String contentType, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
