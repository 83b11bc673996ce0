// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.util.List;

/**
 * A program to deploy, with a KernelAutoscaler for it.
 *
 * @param name        of the Deployment and of the autoscaler
 * @param command     the program and its arguments; {@code $(POD_IP)} stands for the pod's address
 * @param port        that takes connections when the program is ready; 0 when it only asks others
 * @param cpuLimit    {@code 50m}; empty for none
 * @param maxReplicas 1 says that a replica more would stand aside: it has its own data
 */
record Pod(String name, List<String> command, int port, String cpuLimit, int maxReplicas) {
    private static final int MAX_REPLICAS = 3;

    /** More than any of them uses: a workload that runs less than it asked for is not scaled for its neighbours' noise. */
    private static final String REQUEST = "300m";

    Pod {
        command = List.copyOf(command);
    }

    static Pod server(String name, int port, String... command) {
        return new Pod(name, List.of(command), port, "", MAX_REPLICAS);
    }

    /** Limited, because a load generator whose server is gone tries again as fast as it can. */
    static Pod client(String name, String... command) {
        return server(name, 0, command).limitedTo(REQUEST);
    }

    Pod limitedTo(String cpu) {
        return new Pod(name, command, port, cpu, maxReplicas);
    }

    Pod alone() {
        return new Pod(name, command, port, cpuLimit, 1);
    }

    JsonObject deployment(String namespace) {
        JsonObject deployment = Json.parseYaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: %2$s, labels: {app: %1$s}}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers: []
                """.formatted(name, namespace));
        Json.ensure(deployment, "spec", "template", "spec")
                .getAsJsonArray("containers")
                .add(container());
        return deployment;
    }

    private JsonObject container() {
        JsonObject container = Json.parseYaml("""
                name: main
                image: debian
                env: [{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
                resources: {requests: {cpu: %s}%s}
                """.formatted(
                        cpuLimit.isEmpty() ? REQUEST : cpuLimit,
                        cpuLimit.isEmpty() ? "" : ", limits: {cpu: " + cpuLimit + "}"));
        var words = new JsonArray();
        command.forEach(words::add);
        container.add("command", words);
        if (port != 0) {
            Json.ensure(container, "readinessProbe", "tcpSocket").addProperty("port", port);
        }
        return container;
    }

    String autoscaler(String namespace) {
        return """
                apiVersion: kernscale.io/v1alpha1
                kind: KernelAutoscaler
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
                  minReplicas: 1
                  maxReplicas: %3$d
                """.formatted(name, namespace, maxReplicas);
    }
}
