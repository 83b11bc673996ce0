// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API says of a workload and its autoscaler, as {@code kubectl get} would show it.
 *
 * @param label       empty before the first decision, as are the texts after it
 * @param waits       where its waits end, a sentence each, the largest part first; empty for one that does not wait
 * @param hpaReplicas what the HPA's rule would ask for; {@code -} where it has no answer
 * @param replicas    that the Deployment asks for
 */
record WorkloadView(
        String name,
        String label,
        String evidence,
        List<String> waits,
        String reason,
        String message,
        String hpaReplicas,
        String decidedAt,
        long replicas,
        long readyReplicas) {

    WorkloadView {
        waits = List.copyOf(waits);
    }

    static WorkloadView of(KubernetesApi api, String name) {
        JsonObject deployment =
                api.find("apps/v1", "deployments", Workload.NAMESPACE, name).orElseThrow();
        JsonElement status = api.find("kernscale.io/v1alpha1", "kernelautoscalers", Workload.NAMESPACE, name)
                .map(autoscaler -> Json.at(autoscaler, "status"))
                .orElse(null);
        String hpa = Json.text(status, "hpaReplicas");
        return new WorkloadView(
                name,
                Json.text(status, "label"),
                Json.text(status, "evidence"),
                texts(status, "culprits"),
                Json.text(status, "reason"),
                Json.text(status, "message"),
                hpa.isEmpty() ? "-" : hpa,
                Json.text(status, "lastDecisionTime"),
                Json.number(deployment, 0, "spec", "replicas"),
                Json.number(deployment, 0, "status", "readyReplicas"));
    }

    private static List<String> texts(@Nullable JsonElement from, String field) {
        return Json.at(from, field) instanceof JsonArray array
                ? array.asList().stream().map(JsonElement::getAsString).toList()
                : List.of();
    }

    /** The decision without where waits end, which stands in {@link #waits}. */
    String decision() {
        String first = waits.isEmpty() ? "" : "; " + waits.getFirst();
        return message.endsWith(first) ? message.substring(0, message.length() - first.length()) : message;
    }

    boolean isDecided() {
        return !label.isEmpty() && !label.equals("Unknown");
    }
}
