// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import com.google.gson.JsonObject;
import io.kernscale.controller.ControllerProcess;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.testkit.cluster.ControlPlane;
import io.kernscale.testkit.cluster.InstantKubelet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The testkit's API server, with controllers and a kubelet that only says that pods run. */
final class TestkitApi implements ApiUnderTest {

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final ControlPlane controlPlane = ControlPlane.start(server.api());
    private final InstantKubelet kubelet = InstantKubelet.start(server.api(), node());
    private final HttpApi http;

    TestkitApi(Path directory) {
        this.http = new HttpApi(ControllerProcess.kubeconfig(directory, server));
    }

    @Override
    public Path kubeconfig() {
        return http.kubeconfig();
    }

    @Override
    public String node() {
        return "node-1";
    }

    @Override
    public String image() {
        return "none";
    }

    @Override
    public Path definition() {
        return Path.of("../charts/kernscale/crds/kernelautoscalers.yaml");
    }

    @Override
    public void create(String yaml) {
        http.create(yaml);
    }

    @Override
    public Optional<JsonObject> find(String path) {
        return http.find(path);
    }

    @Override
    public void delete(String path) {
        http.delete(path);
    }

    @Override
    public void mergePatch(String path, String json) {
        http.mergePatch(path, json);
    }

    @Override
    public List<JsonObject> pods() {
        return http.list("/api/v1/pods");
    }

    @Override
    public void close() {
        kubelet.close();
        controlPlane.close();
        server.close();
    }
}
