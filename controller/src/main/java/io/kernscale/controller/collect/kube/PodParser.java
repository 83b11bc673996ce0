// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.WorkloadKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what matters of a pod. */
final class PodParser {

    private static final Shared<Map<String, String>> LABELS = new Shared<>();

    private PodParser() {}

    /** Whether it takes part: a pod that failed, finished or is being deleted does not. */
    static boolean counts(JsonObject pod) {
        return !isOver(pod) && !isLeaving(pod);
    }

    /** Whether it is being deleted while its containers may still run. */
    static boolean leaves(JsonObject pod) {
        return !isOver(pod) && isLeaving(pod);
    }

    private static boolean isOver(JsonObject pod) {
        String phase = Json.text("", pod, "status", "phase");
        return phase.equals("Failed") || phase.equals("Succeeded");
    }

    private static boolean isLeaving(JsonObject pod) {
        return Json.text(pod, "metadata", "deletionTimestamp") != null;
    }

    static PodState state(JsonObject pod, @Nullable List<WorkloadKey> owners) {
        return new PodState(
                Json.text("", pod, "metadata", "uid"),
                Json.sharedText("", pod, "metadata", "namespace"),
                Json.text("", pod, "metadata", "name"),
                Json.sharedText(pod, "spec", "nodeName"),
                owners,
                readyAt(pod),
                cores(pod, "requests"),
                cores(pod, "limits"),
                network(pod),
                PodFactsParser.facts(pod));
    }

    private static PodNetwork network(JsonObject pod) {
        return new PodNetwork(
                addresses(pod),
                Json.sharedText("", pod, "status", "hostIP"),
                "true".equals(Json.text(pod, "spec", "hostNetwork")),
                ports(pod, "containerPort"),
                ports(pod, "hostPort"),
                LABELS.of(Map.copyOf(Json.texts(pod, "metadata", "labels"))));
    }

    private static List<String> addresses(JsonObject pod) {
        Stream<String> all = Json.objects(pod, "status", "podIPs").stream()
                .map(address -> Json.text(address, "ip"))
                .filter(Objects::nonNull);
        return Stream.concat(Stream.ofNullable(Json.text(pod, "status", "podIP")), all)
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
    }

    private static Set<Integer> ports(JsonObject pod, String field) {
        return running(pod)
                .flatMap(container -> Json.objects(container, "ports").stream())
                .filter(Json::isTcp)
                .map(port -> Json.port(port, field))
                .filter(port -> port > 0)
                .collect(Collectors.toSet());
    }

    /** All containers that run along, sidecars among them. */
    static Stream<JsonObject> running(JsonObject pod) {
        return Stream.concat(
                Json.objects(pod, "spec", "containers").stream(),
                Json.objects(pod, "spec", "initContainers").stream()
                        .filter(container -> "Always".equals(Json.text(container, "restartPolicy"))));
    }

    static @Nullable Instant readyAt(JsonObject pod) {
        return Json.objects(pod, "status", "conditions").stream()
                .filter(condition -> "Ready".equals(Json.text(condition, "type")))
                .filter(condition -> "True".equals(Json.text(condition, "status")))
                .map(PodParser::transition)
                .findFirst()
                .orElse(null);
    }

    /** Ready since an unknown time is ready for long. */
    private static Instant transition(JsonObject condition) {
        Instant since = Json.instant(condition, "lastTransitionTime");
        return since == null ? Instant.EPOCH : since;
    }

    /** CPU of all containers that run along; null where one does not say. */
    private static @Nullable Double cores(JsonObject pod, String what) {
        double sum = 0;
        for (JsonObject container : running(pod).toList()) {
            BigDecimal cores = Quantities.number(Json.at(container, "resources", what, "cpu"));
            if (cores == null) {
                return null;
            }
            sum += cores.doubleValue();
        }
        return sum > 0 ? sum : null;
    }
}
