// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.acceptance.World.Place;
import io.kernscale.testkit.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * A Prometheus in a pod of the world, with the chart's alert rules. It scrapes the agent and the controller, and labels
 * what it scrapes as an operator's PodMonitor and ServiceMonitor do; then {@code honor_labels} decides whose
 * {@code namespace} and {@code pod} are kept.
 */
final class Prometheus {
    private static final int PORT = 9090;
    private static final int SPAN_SECONDS = 30;
    private static final String CONFIGURATION = """
            global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 2s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: kernscale-controller
                metrics_path: /actuator/prometheus
                honor_labels: true
                static_configs:
                  - targets: ["%s"]
                    labels: {namespace: kernscale, pod: kernscale-controller-0, service: kernscale-controller, endpoint: http}
              - job_name: kernscale-agent
                honor_labels: true
                static_configs:
                  - targets: ["%s"]
                    labels: {namespace: kernscale, pod: kernscale-agent-0, container: agent, endpoint: http, node: demo-node}
            """;

    private final TestCluster cluster;
    private final URI uri;

    private Prometheus(TestCluster cluster, URI uri) {
        this.cluster = cluster;
        this.uri = uri;
    }

    static Prometheus run(World world) {
        TestCluster cluster = world.cluster();
        Path directory = world.directory().resolve("prometheus");
        Path configuration = directory.resolve("prometheus.yml");
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    configuration,
                    CONFIGURATION.formatted(
                            AlertRulesTest.RULES.toAbsolutePath().normalize(),
                            cluster.controllerUri().getAuthority(),
                            cluster.agentUri().getAuthority()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + configuration, e);
        }
        Pod pod = Pod.server(
                "prometheus",
                PORT,
                Programs.path("prometheus"),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=$(POD_IP):" + PORT,
                "--log.level=warn");
        Place place = world.run(pod.alone());
        return new Prometheus(cluster, URI.create("http://" + place.host()));
    }

    /** The labels of each series that the query gives: now, or over the last half minute. */
    List<JsonObject> series(Query query) {
        String expression = "query=" + URLEncoder.encode(query.expression(), StandardCharsets.UTF_8);
        long now = Instant.now().getEpochSecond();
        String path = query.isInstant()
                ? "/api/v1/query?" + expression
                : "/api/v1/query_range?" + expression + "&step=2&end=" + now + "&start=" + (now - SPAN_SECONDS);
        return Json.objects(ask(path), "data", "result").stream()
                .map(series -> series.getAsJsonObject("metric"))
                .toList();
    }

    /** Every metric that was scraped. */
    Set<String> metrics() {
        var names = (JsonArray) Json.at(ask("/api/v1/label/__name__/values"), "data");
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonElement::getAsString)
                .collect(TreeSet::new, Set::add, Set::addAll);
    }

    /** The alert rules: {@code name}, {@code query}, {@code health}, {@code state}. */
    List<JsonObject> rules() {
        return Json.objects(ask("/api/v1/rules"), "data", "groups").stream()
                .flatMap(group -> Json.objects(group, "rules").stream())
                .toList();
    }

    private JsonObject ask(String path) {
        JsonObject answer = Json.parse(cluster.get(uri.resolve(path)));
        if (!Json.text(answer, "status").equals("success")) {
            throw new AssertionError(path + ": " + Json.text(answer, "error"));
        }
        return answer;
    }
}
