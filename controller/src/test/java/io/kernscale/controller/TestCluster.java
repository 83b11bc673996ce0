// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import static org.awaitility.Awaitility.await;

import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.testkit.cluster.ControlPlane;
import io.kernscale.testkit.cluster.InstantKubelet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An API server that knows KernelAutoscalers, its controllers, and a node where pods are ready as soon as they are there. */
final class TestCluster implements AutoCloseable {

    static final String NODE = "node-1";

    private static final Path DEFINITION = Path.of("../charts/kernscale/crd/kernelautoscalers.yaml");

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %1$s, namespace: shop}
            spec:
              replicas: %2$d
              selector: {matchLabels: {app: %1$s}}
              template:
                metadata: {labels: {app: %1$s}}
                spec: {containers: [{name: main, image: none, resources: {requests: {cpu: 500m}, limits: {cpu: "1"}}}]}
            """;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final ControlPlane controlPlane = ControlPlane.start(api());
    private final InstantKubelet kubelet = InstantKubelet.start(api(), NODE);

    TestCluster() {
        try {
            api().create(Files.readString(DEFINITION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KubernetesApiServer server() {
        return server;
    }

    KubernetesApi api() {
        return server.api();
    }

    /** In the namespace {@code shop}; returns when its pods run. */
    void deploy(String name, int replicas) {
        api().create(DEPLOYMENT.formatted(name, replicas));
        await().until(() -> running(name).size() == replicas);
    }

    /** UIDs of the pods that run. */
    List<String> running(String app) {
        return api().list("v1", "pods").stream()
                .filter(pod -> Json.text(pod, "metadata", "labels", "app").equals(app))
                .filter(pod -> Json.text(pod, "status", "phase").equals("Running"))
                .map(pod -> Json.text(pod, "metadata", "uid"))
                .toList();
    }

    /** That this Deployment's scale asks for. */
    int replicas(String name) {
        return (int)
                Json.number(api().find("apps/v1", "deployments", "shop", name).orElseThrow(), 0, "spec", "replicas");
    }

    @Override
    public void close() {
        kubelet.close();
        controlPlane.close();
        server.close();
    }
}
