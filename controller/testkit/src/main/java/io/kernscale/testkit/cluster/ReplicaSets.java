// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.util.List;

/** Keeps as many pods as each ReplicaSet asks for. */
final class ReplicaSets {
    private final KubernetesApi api;

    ReplicaSets(KubernetesApi api) {
        this.api = api;
    }

    void reconcile() {
        for (JsonObject set : api.list("apps/v1", "replicasets")) {
            if (!Pods.isEnding(set)) {
                fill(set);
                tell(set);
            }
        }
    }

    private void fill(JsonObject set) {
        List<JsonObject> pods = Pods.activeOf(api, set);
        long missing = Json.number(set, 1, "spec", "replicas") - pods.size();
        for (long i = 0; i < missing; i++) {
            JsonObject pod = Pods.fromTemplate(set);
            Json.ensure(pod, "metadata").addProperty("generateName", Json.text(set, "metadata", "name") + "-");
            api.create(pod);
        }
        pods.stream().sorted(Pods.FIRST_TO_GO).limit(Math.max(0, -missing)).forEach(api::delete);
    }

    private void tell(JsonObject set) {
        List<JsonObject> pods = Pods.activeOf(api, set);
        api.changeStatus(set, object -> {
            long ready = pods.stream().filter(Pods::isReady).count();
            JsonObject status = Json.ensure(object, "status");
            status.addProperty("replicas", pods.size());
            status.addProperty("fullyLabeledReplicas", pods.size());
            status.addProperty("readyReplicas", ready);
            status.addProperty("availableReplicas", ready);
            status.addProperty("observedGeneration", Json.number(object, 1, "metadata", "generation"));
            return object;
        });
    }
}
