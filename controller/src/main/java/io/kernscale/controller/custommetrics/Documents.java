// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import io.kernscale.controller.signal.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** By what the API server's aggregator and its clients learn what is served here. */
final class Documents {

    static final String GROUP = "custom.metrics.k8s.io";
    static final List<String> VERSIONS = List.of("v1beta2", "v1beta1");

    /** Listed; other kinds that have a signal are answered as well. */
    private static final List<String> WORKLOADS = List.of("deployments.apps", "statefulsets.apps", "replicasets.apps");

    static final String PODS = "pods";

    private Documents() {}

    /** The document at a path that is no resource's. */
    static Optional<Object> at(String path) {
        if (Authorizer.HEALTH.contains(path)) {
            return Optional.of("ok");
        }
        return switch (path) {
            case "/apis" -> Optional.of(Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", List.of(group())));
            case "/apis/" + GROUP -> Optional.of(group());
            default ->
                VERSIONS.stream()
                        .filter(version -> path.equals("/apis/" + GROUP + "/" + version))
                        .findFirst()
                        .map(Documents::resources);
        };
    }

    private static Map<String, Object> group() {
        List<Map<String, String>> versions = VERSIONS.stream()
                .map(version -> Map.of("groupVersion", GROUP + "/" + version, "version", version))
                .toList();
        return Map.of(
                "kind",
                "APIGroup",
                "apiVersion",
                "v1",
                "name",
                GROUP,
                "versions",
                versions,
                "preferredVersion",
                versions.getFirst());
    }

    private static Object resources(String version) {
        Stream<String> ofPods =
                Arrays.stream(Metric.values()).filter(Metric::isOfPods).map(metric -> PODS + "/" + metric.text());
        Stream<String> ofWorkloads = WORKLOADS.stream()
                .flatMap(resource -> Arrays.stream(Metric.values()).map(metric -> resource + "/" + metric.text()));
        return Map.of(
                "kind",
                "APIResourceList",
                "apiVersion",
                "v1",
                "groupVersion",
                GROUP + "/" + version,
                "resources",
                Stream.concat(ofPods, ofWorkloads).map(Documents::resource).toList());
    }

    private static Map<String, Object> resource(String name) {
        return Map.of(
                "name",
                name,
                "singularName",
                "",
                "namespaced",
                true,
                "kind",
                "MetricValueList",
                "verbs",
                List.of("get"));
    }
}
