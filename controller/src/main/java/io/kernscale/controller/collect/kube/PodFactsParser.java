// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the Horizontal Pod Autoscaler's rules ask of a pod. */
public final class PodFactsParser {

    private PodFactsParser() {}

    /** @param pod as the API server has it; what it lacks is left open */
    public static PodFacts facts(JsonObject pod) {
        Map<String, String> ids = ids(pod);
        List<ContainerFacts> containers = PodParser.running(pod)
                .map(container -> container(container, ids))
                .toList();
        return new PodFacts(
                Json.text("", pod, "metadata", "name"),
                phase(pod),
                Json.text(pod, "metadata", "deletionTimestamp") != null,
                Json.instant(pod, "status", "startTime"),
                ready(pod),
                containers,
                Quantities.rounded(Json.at(pod, "spec", "resources", "requests", "cpu"), Quantities.MILLI),
                Quantities.rounded(Json.at(pod, "spec", "resources", "requests", "memory"), 0));
    }

    private static ContainerFacts container(JsonObject container, Map<String, String> ids) {
        String name = Json.sharedText("", container, "name");
        return new ContainerFacts(
                name,
                ids.get(name),
                container.has("restartPolicy"),
                Quantities.rounded(Json.at(container, "resources", "requests", "cpu"), Quantities.MILLI),
                Quantities.rounded(Json.at(container, "resources", "requests", "memory"), 0));
    }

    /** Of {@code containerd://4f1e...} what follows the scheme, by the containers' names. */
    private static Map<String, String> ids(JsonObject pod) {
        Map<String, String> ids = new HashMap<>();
        for (String part : List.of("containerStatuses", "initContainerStatuses")) {
            for (JsonObject status : Json.objects(pod, "status", part)) {
                String id = Json.text("", status, "containerID");
                String bare = id.substring(id.indexOf("://") < 0 ? 0 : id.indexOf("://") + 3);
                if (!bare.isEmpty()) {
                    ids.put(Json.text("", status, "name"), bare);
                }
            }
        }
        return ids;
    }

    private static Phase phase(JsonObject pod) {
        return switch (Json.text("", pod, "status", "phase")) {
            case "Pending", "" -> Phase.PENDING;
            case "Running" -> Phase.RUNNING;
            case "Succeeded" -> Phase.SUCCEEDED;
            case "Failed" -> Phase.FAILED;
            default -> Phase.UNKNOWN;
        };
    }

    private static @Nullable ReadyCondition ready(JsonObject pod) {
        for (JsonObject condition : Json.objects(pod, "status", "conditions")) {
            if ("Ready".equals(Json.text(condition, "type"))) {
                Instant since = Json.instant(condition, "lastTransitionTime");
                return new ReadyCondition(status(condition), since == null ? Instant.EPOCH : since);
            }
        }
        return null;
    }

    private static Status status(JsonObject condition) {
        return switch (Json.text("", condition, "status")) {
            case "True" -> Status.TRUE;
            case "False" -> Status.FALSE;
            default -> Status.UNKNOWN;
        };
    }
}
