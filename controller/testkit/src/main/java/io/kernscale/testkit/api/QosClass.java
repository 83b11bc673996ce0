// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.util.List;

/** Quality of service of a pod; it decides in which cgroup the pod lives. */
public enum QosClass {
    GUARANTEED("Guaranteed"),
    BURSTABLE("Burstable"),
    BEST_EFFORT("BestEffort");

    private final String text;

    QosClass(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** Guaranteed when CPU and memory have limits equal to their requests, best effort when nothing is asked for. */
    public static QosClass of(JsonObject pod) {
        List<JsonObject> containers = Json.objects(pod, "spec", "containers");
        if (containers.stream().allMatch(QosClass::asksForNothing)) {
            return BEST_EFFORT;
        }
        return containers.stream().allMatch(QosClass::isFixed) ? GUARANTEED : BURSTABLE;
    }

    private static boolean asksForNothing(JsonObject container) {
        return Json.at(container, "resources", "requests") == null && Json.at(container, "resources", "limits") == null;
    }

    private static boolean isFixed(JsonObject container) {
        for (String resource : new String[] {"cpu", "memory"}) {
            String limit = Json.text(container, "resources", "limits", resource);
            String request = Json.text(container, "resources", "requests", resource);
            if (limit.isEmpty() || !(request.isEmpty() || request.equals(limit))) {
                return false;
            }
        }
        return true;
    }
}
