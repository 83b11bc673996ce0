// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A node on which nothing runs: each pod is ready at once, and gone at once when it is deleted. */
public final class InstantKubelet implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final KubernetesApi api;
    private final String node;
    private final ControlLoop loop;

    private InstantKubelet(KubernetesApi api, String node) {
        this.api = api;
        this.node = node;
        Nodes.register(api, node, Runtime.getRuntime().availableProcessors());
        this.loop = ControlLoop.start(api, "instant-kubelet", PERIOD, this::reconcile);
    }

    public static InstantKubelet start(KubernetesApi api, String node) {
        return new InstantKubelet(api, node);
    }

    private void reconcile() {
        for (JsonObject pod : api.list("v1", "pods")) {
            if (!Json.text(pod, "spec", "nodeName").equals(node)) {
                continue;
            }
            if (Pods.isEnding(pod)) {
                api.deleteNow(pod);
            } else if (Json.text(pod, "status", "phase").equals("Pending")) {
                Instant now = Instant.now();
                List<JsonObject> containers = Json.objects(pod, "spec", "containers").stream()
                        .map(container -> running(container, now))
                        .toList();
                var status = new PodStatus("127.0.0.1", now, true, containers);
                api.changeStatus(pod, object -> status.into(object, now));
            }
        }
    }

    private static JsonObject running(JsonObject container, Instant now) {
        var status = new JsonObject();
        status.addProperty("name", Json.text(container, "name"));
        status.addProperty("image", Json.text(container, "image"));
        status.addProperty("imageID", "");
        status.addProperty("ready", true);
        status.addProperty("started", true);
        status.addProperty("restartCount", 0);
        Json.ensure(status, "state", "running").addProperty("startedAt", Json.timestamp(now));
        return status;
    }

    @Override
    public void close() {
        loop.close();
    }
}
