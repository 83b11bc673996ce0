// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.time.Instant;
import java.util.List;

/**
 * What a kubelet says of a pod.
 *
 * @param podIp      address that its servers listen at
 * @param startedAt  when the kubelet took it
 * @param isReady    whether all containers are
 * @param containers their statuses, as the API has them
 */
public record PodStatus(String podIp, Instant startedAt, boolean isReady, List<JsonObject> containers) {
    private static final String[] CONDITIONS = {"PodScheduled", "Initialized", "ContainersReady", "Ready"};

    public PodStatus {
        containers = List.copyOf(containers);
    }

    /** Writes this into a pod; conditions keep the time of their last transition. */
    public JsonObject into(JsonObject pod, Instant now) {
        JsonObject status = Json.ensure(pod, "status");
        status.addProperty("phase", "Running");
        status.addProperty("hostIP", "127.0.0.1");
        status.addProperty("podIP", podIp);
        var address = new JsonObject();
        address.addProperty("ip", podIp);
        var addresses = new JsonArray();
        addresses.add(address);
        status.add("podIPs", addresses);
        status.addProperty("startTime", Json.timestamp(startedAt));
        var conditions = new JsonArray();
        for (String type : CONDITIONS) {
            boolean holds = isReady || type.equals("PodScheduled") || type.equals("Initialized");
            conditions.add(condition(pod, type, holds ? "True" : "False", now));
        }
        status.add("conditions", conditions);
        var statuses = new JsonArray();
        containers.forEach(statuses::add);
        status.add("containerStatuses", statuses);
        return pod;
    }

    private static JsonObject condition(JsonObject pod, String type, String value, Instant now) {
        for (JsonObject old : Json.objects(pod, "status", "conditions")) {
            if (Json.text(old, "type").equals(type) && Json.text(old, "status").equals(value)) {
                return old;
            }
        }
        var condition = new JsonObject();
        condition.addProperty("type", type);
        condition.addProperty("status", value);
        condition.addProperty("lastTransitionTime", Json.timestamp(now));
        return condition;
    }
}
