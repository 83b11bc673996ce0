// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the controller says of a workload, beside the replicas that it has.
 *
 * @param label       empty before the first decision, as are the texts after it
 * @param waits       where its waits end, a sentence each, the largest part first; empty for one that does not wait
 * @param message     the decision, without where waits end
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
    private static final double ALL_RATIO = 0.995;

    WorkloadView {
        waits = List.copyOf(waits);
    }

    /** @param told by the controller; null when it says nothing of the workload */
    static WorkloadView of(KubernetesApi api, String name, @Nullable JsonObject told) {
        JsonObject deployment =
                api.find("apps/v1", "deployments", Workload.NAMESPACE, name).orElseThrow();
        List<JsonObject> culprits = Json.objects(told, "culprits");
        String hpa = Json.text(told, "decision", "hpaReplicas");
        return new WorkloadView(
                name,
                Json.text(told, "label"),
                evidence(told),
                culprits.stream().map(WorkloadView::wait).toList(),
                Json.text(told, "decision", "reason"),
                message(Json.text(told, "decision", "message"), culprits),
                hpa.isEmpty() ? "-" : hpa,
                Json.text(told, "decision", "at"),
                Json.number(deployment, 0, "spec", "replicas"),
                Json.number(deployment, 0, "status", "readyReplicas"));
    }

    /** The first sentence, which is the strongest. */
    private static String evidence(@Nullable JsonObject told) {
        return Json.at(told, "evidence") instanceof JsonArray sentences && !sentences.isEmpty()
                ? sentences.get(0).getAsString()
                : "";
    }

    private static String wait(JsonObject culprit) {
        String share = Json.text(culprit, "share");
        double ratio = share.isEmpty() ? 1 : Double.parseDouble(share);
        String part = ratio > ALL_RATIO ? "" : String.format(Locale.ROOT, " (%.0f %% of the wait)", ratio * 100);
        return Json.text(culprit, "path") + part + "; " + Json.text(culprit, "remedy");
    }

    private static String message(String whole, List<JsonObject> culprits) {
        int wait = culprits.isEmpty() ? -1 : whole.indexOf("; " + Json.text(culprits.getFirst(), "path"));
        return wait < 0 ? whole : whole.substring(0, wait);
    }

    boolean isDecided() {
        return !label.isEmpty() && !label.equals("Unknown");
    }
}
