// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import io.kernscale.testkit.api.KubernetesApi;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Deployment of the kit's workload program.
 *
 * @param name    of the Deployment and its autoscaler
 * @param cpu     request and limit, as {@code resources} of a container
 * @param command the program and its arguments; {@code $(POD_IP)} stands for the pod's address
 */
public record Workload(String name, String cpu, List<String> command) {
    public static final String NAMESPACE = "demo";
    public static final int PORT = 7_000;
    public static final int MAX_REPLICAS = 10;

    public Workload {
        command = List.copyOf(command);
    }

    /** A server of the kit's program, at the pod's address and {@value #PORT}. */
    public static List<String> command(Path program, String mode, String... options) {
        var words = List.of(program.toString(), mode, "--host", "$(POD_IP)", "--port", Integer.toString(PORT));
        return Stream.concat(words.stream(), Stream.of(options)).toList();
    }

    /** Creates the Deployment with one replica. */
    public void deploy(KubernetesApi api) {
        String words = command.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
        api.create("""
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
                      containers:
                        - name: main
                          image: kernscale/workload
                          command: [%3$s]
                          env: [{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
                          resources: %4$s
                """.formatted(name, NAMESPACE, words, cpu));
    }

    /** Creates the KernelAutoscaler: 1 to {@value #MAX_REPLICAS} replicas, everything else by default. */
    public void autoscale(KubernetesApi api) {
        api.create("""
                apiVersion: kernscale.io/v1alpha1
                kind: KernelAutoscaler
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %1$s}
                  minReplicas: 1
                  maxReplicas: %3$d
                """.formatted(name, NAMESPACE, MAX_REPLICAS));
    }
}
