// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.util.List;

/** Keeps one ReplicaSet for the template of each Deployment; those of earlier templates go to 0 at once. */
final class Deployments {
    private static final String HASH = "pod-template-hash";

    private final KubernetesApi api;

    Deployments(KubernetesApi api) {
        this.api = api;
    }

    void reconcile() {
        for (JsonObject deployment : api.list("apps/v1", "deployments")) {
            if (!Pods.isEnding(deployment)) {
                keepReplicaSet(deployment);
                tell(deployment);
            }
        }
    }

    private void keepReplicaSet(JsonObject deployment) {
        String hash = hash(deployment);
        long replicas = Json.number(deployment, 1, "spec", "replicas");
        boolean isThere = false;
        for (JsonObject set : Pods.owned(api.list("apps/v1", "replicasets"), deployment)) {
            boolean isCurrent = Json.text(set, "metadata", "labels", HASH).equals(hash);
            isThere |= isCurrent;
            scale(set, isCurrent ? replicas : 0);
        }
        if (!isThere) {
            api.create(replicaSet(deployment, hash, replicas));
        }
    }

    private void scale(JsonObject set, long replicas) {
        if (Json.number(set, 1, "spec", "replicas") != replicas) {
            api.change(set, object -> {
                Json.ensure(object, "spec").addProperty("replicas", replicas);
                return object;
            });
        }
    }

    private static JsonObject replicaSet(JsonObject deployment, String hash, long replicas) {
        var set = new JsonObject();
        set.addProperty("apiVersion", "apps/v1");
        set.addProperty("kind", "ReplicaSet");
        Pods.own(set, deployment);
        JsonObject spec = Json.ensure(deployment.deepCopy(), "spec");
        spec.addProperty("replicas", replicas);
        spec.remove("strategy");
        Json.ensure(spec, "selector", "matchLabels").addProperty(HASH, hash);
        Json.ensure(spec, "template", "metadata", "labels").addProperty(HASH, hash);
        set.add("spec", spec);
        JsonObject metadata = Json.ensure(set, "metadata");
        metadata.addProperty("name", Json.text(deployment, "metadata", "name") + "-" + hash);
        metadata.add(
                "labels", Json.ensure(spec, "template", "metadata", "labels").deepCopy());
        return set;
    }

    private static String hash(JsonObject deployment) {
        String template = String.valueOf(Json.at(deployment, "spec", "template"));
        return "%08x".formatted(template.hashCode());
    }

    private void tell(JsonObject deployment) {
        List<JsonObject> sets = Pods.owned(api.list("apps/v1", "replicasets"), deployment);
        api.changeStatus(deployment, object -> {
            JsonObject status = Json.ensure(object, "status");
            for (String field : new String[] {"replicas", "readyReplicas", "availableReplicas"}) {
                long sum = sets.stream()
                        .mapToLong(set -> Json.number(set, 0, "status", field))
                        .sum();
                status.addProperty(field, sum);
            }
            status.addProperty("updatedReplicas", Json.number(status, 0, "replicas"));
            status.addProperty("observedGeneration", Json.number(object, 1, "metadata", "generation"));
            return object;
        });
    }
}
