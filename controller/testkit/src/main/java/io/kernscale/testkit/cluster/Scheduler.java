// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.util.List;

/** Gives each pod without a node one of the nodes in turn; resources are not weighed. */
final class Scheduler {
    private final KubernetesApi api;
    private int turn;

    Scheduler(KubernetesApi api) {
        this.api = api;
    }

    void reconcile() {
        List<JsonObject> nodes = api.list("v1", "nodes");
        if (nodes.isEmpty()) {
            return;
        }
        for (JsonObject pod : api.list("v1", "pods")) {
            if (Json.text(pod, "spec", "nodeName").isEmpty()) {
                String node = Json.text(nodes.get(turn++ % nodes.size()), "metadata", "name");
                api.change(pod, object -> {
                    Json.ensure(object, "spec").addProperty("nodeName", node);
                    return object;
                });
            }
        }
    }
}
