// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.Workload;
import java.util.HashMap;
import java.util.Map;

/** CPU time of pods since their start, from the agent that the other side goes by as well. */
record PodUsage(MiniCluster cluster) {

    /** In nanoseconds, by the names of the pods of a workload. */
    Map<String, Long> nanosByPod(String workload) {
        Map<String, Long> nanos = new HashMap<>();
        for (JsonObject pod : Json.objects(cluster.report(), "pods")) {
            String name = Json.text(pod, "name");
            if (Json.text(pod, "namespace").equals(Workload.NAMESPACE) && name.startsWith(workload + "-")) {
                nanos.put(name, Json.number(pod, 0, "cpu", "runNanos"));
            }
        }
        return nanos;
    }
}
