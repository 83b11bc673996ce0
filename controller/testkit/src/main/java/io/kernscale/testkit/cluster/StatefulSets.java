// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.util.List;

/** Keeps the pods {@code name-0} to {@code name-(n-1)} of each StatefulSet; all at once, as with parallel management. */
final class StatefulSets {
    private final KubernetesApi api;

    StatefulSets(KubernetesApi api) {
        this.api = api;
    }

    void reconcile() {
        for (JsonObject set : api.list("apps/v1", "statefulsets")) {
            if (!Pods.isEnding(set)) {
                fill(set);
                tell(set);
            }
        }
    }

    private void fill(JsonObject set) {
        String namespace = Json.text(set, "metadata", "namespace");
        long replicas = Json.number(set, 1, "spec", "replicas");
        for (long ordinal = 0; ordinal < replicas; ordinal++) {
            String name = Json.text(set, "metadata", "name") + "-" + ordinal;
            if (api.find("v1", "pods", namespace, name).isEmpty()) {
                api.create(pod(set, name, ordinal));
            }
        }
        for (JsonObject pod : Pods.activeOf(api, set)) {
            if (ordinalOf(pod) >= replicas) {
                api.delete(pod);
            }
        }
    }

    private static JsonObject pod(JsonObject set, String name, long ordinal) {
        JsonObject pod = Pods.fromTemplate(set);
        Json.ensure(pod, "metadata").addProperty("name", name);
        JsonObject labels = Json.ensure(pod, "metadata", "labels");
        labels.addProperty("statefulset.kubernetes.io/pod-name", name);
        labels.addProperty("apps.kubernetes.io/pod-index", Long.toString(ordinal));
        return pod;
    }

    private static long ordinalOf(JsonObject pod) {
        return Long.parseLong(Json.text(pod, "metadata", "labels", "apps.kubernetes.io/pod-index"));
    }

    private void tell(JsonObject set) {
        List<JsonObject> pods = Pods.activeOf(api, set);
        api.changeStatus(set, object -> {
            long ready = pods.stream().filter(Pods::isReady).count();
            JsonObject status = Json.ensure(object, "status");
            status.addProperty("replicas", pods.size());
            status.addProperty("currentReplicas", pods.size());
            status.addProperty("updatedReplicas", pods.size());
            status.addProperty("readyReplicas", ready);
            status.addProperty("availableReplicas", ready);
            status.addProperty("observedGeneration", Json.number(object, 1, "metadata", "generation"));
            return object;
        });
    }
}
