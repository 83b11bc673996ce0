// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.time.Instant;

/** Node objects. */
public final class Nodes {

    private Nodes() {}

    /** Registers a ready node as its kubelet does; one that exists stays. */
    public static void register(KubernetesApi api, String name, int cpus) {
        if (api.find("v1", "nodes", "", name).isPresent()) {
            return;
        }
        api.create("""
                apiVersion: v1
                kind: Node
                metadata: {name: "%s", labels: {kubernetes.io/hostname: "%s", kubernetes.io/os: linux}}
                """.formatted(name, name));
        api.changeStatus(api.find("v1", "nodes", "", name).orElseThrow(), node -> status(node, cpus));
    }

    private static JsonObject status(JsonObject node, int cpus) {
        node.add("status", Json.parseYaml("""
                        capacity: {cpu: "%d", memory: 4Gi, pods: "110"}
                        allocatable: {cpu: "%d", memory: 4Gi, pods: "110"}
                        addresses: [{type: InternalIP, address: 127.0.0.1}]
                        conditions:
                          - {type: Ready, status: "True", reason: KubeletReady, lastTransitionTime: "%s"}
                        """.formatted(cpus, cpus, Json.timestamp(Instant.now()))));
        return node;
    }
}
