// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** CPU time of pods since their start, from the agent that the other side goes by as well. */
record PodUsage(URI agent) {

    /** In nanoseconds, by the names of the pods of a workload. */
    Map<String, Long> nanosByPod(String workload) {
        Map<String, Long> nanos = new HashMap<>();
        for (JsonObject pod : Json.objects(report(), "pods")) {
            String name = Json.text(pod, "name");
            if (Json.text(pod, "namespace").equals(Workload.NAMESPACE) && name.startsWith(workload + "-")) {
                nanos.put(name, Json.number(pod, 0, "cpu", "runNanos"));
            }
        }
        return nanos;
    }

    private JsonObject report() {
        try (InputStream body = agent.resolve("/v1/report").toURL().openStream()) {
            return Json.parse(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DemoException("the agent at " + agent + " does not answer: " + e);
        }
    }
}
