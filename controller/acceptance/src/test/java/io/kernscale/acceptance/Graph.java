// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The service map of one moment, as the controller's API tells it. Workloads are {@code namespace/Deployment/name}. */
final class Graph {
    private final JsonObject graph;
    private final Function<String, JsonObject> workloads;

    /**
     * @param graph     answer of {@code /api/v1/graph}
     * @param workloads gives the answer of {@code /api/v1/workloads/…}
     */
    Graph(JsonObject graph, Function<String, JsonObject> workloads) {
        this.graph = graph;
        this.workloads = workloads;
    }

    /**
     * Who asks whom.
     *
     * @param kind    {@code call}, {@code subscription}, {@code unclear} or {@code internal}
     * @param p50Millis NaN when there were no answers
     */
    record Edge(
            String from,
            String to,
            int port,
            String kind,
            String seenBy,
            int open,
            double outstanding,
            double requestsPerSecond,
            double p50Millis,
            double refusedPerSecond,
            double resetPerSecond) {

        private static Edge of(JsonObject json) {
            return new Edge(
                    Json.text(json, "from"),
                    Json.text(json, "to"),
                    (int) number(json, "port"),
                    Json.text(json, "kind"),
                    Json.text(json, "seenBy"),
                    (int) number(json, "open"),
                    number(json, "outstanding"),
                    number(json, "requestsPerSecond"),
                    number(json, "p50Millis"),
                    number(json, "failures", "refused"),
                    number(json, "failures", "reset"));
        }
    }

    /** Where a wait ends. */
    record Culprit(String end, String node, double share, String path, String action) {

        private static Culprit of(JsonObject json) {
            return new Culprit(
                    Json.text(json, "end"),
                    Json.text(json, "node"),
                    number(json, "share"),
                    Json.text(json, "path"),
                    Json.text(json, "action"));
        }
    }

    private static double number(JsonObject from, String... path) {
        JsonElement found = Json.at(from, path);
        return found == null ? Double.NaN : found.getAsDouble();
    }

    /** Empty while the workload is not on the map. */
    String label(String workload) {
        return node(workload).map(node -> Json.text(node, "label")).orElse("");
    }

    String rule(String workload) {
        return node(workload).map(node -> Json.text(node, "rule")).orElse("");
    }

    private Optional<JsonObject> node(String workload) {
        return Json.objects(graph, "nodes").stream()
                .filter(node -> Json.text(node, "id").equals(workload))
                .findFirst();
    }

    List<Edge> edges(String from, String to) {
        return edges().stream()
                .filter(edge -> edge.from().equals(from) && edge.to().equals(to))
                .toList();
    }

    private List<Edge> edges() {
        return Json.objects(graph, "edges").stream().map(Edge::of).toList();
    }

    List<Culprit> culprits(String workload) {
        return Json.objects(workloads.apply(workload), "culprits").stream()
                .map(Culprit::of)
                .toList();
    }

    /** What the map says of a namespace, for the message of a test that fails. */
    String text(String namespace) {
        var text = new StringBuilder();
        Json.objects(graph, "nodes").stream()
                .filter(node -> Json.text(node, "id").startsWith(namespace + "/"))
                .forEach(node -> text.append('\n').append(node).append(more(Json.text(node, "id"))));
        edges().stream()
                .filter(edge ->
                        edge.from().startsWith(namespace + "/") || edge.to().startsWith(namespace + "/"))
                .forEach(edge -> text.append('\n').append(edge));
        return text.toString();
    }

    /** What its label and its decision come from; where the API has no rates of it, all that it says. */
    private String more(String id) {
        JsonObject workload = workloads.apply(id);
        JsonElement rates = Json.at(workload, "rates", "cpu");
        return rates == null
                ? "\n    " + workload
                : "\n    " + Json.at(workload, "culprits") + "\n    " + rates + "\n    "
                        + Json.at(workload, "decision");
    }
}
