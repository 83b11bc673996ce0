// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The cluster that {@code KUBECONFIG} points to. Everything is made in a namespace of its own, which is deleted. */
final class RealApi implements ApiUnderTest {

    private final HttpApi http;

    RealApi(Path kubeconfig) {
        this.http = new HttpApi(kubeconfig);
    }

    @Override
    public Path kubeconfig() {
        return http.kubeconfig();
    }

    @Override
    public String node() {
        return http.list("/api/v1/nodes")
                .getFirst()
                .getAsJsonObject("metadata")
                .get("name")
                .getAsString();
    }

    @Override
    public String image() {
        return System.getenv().getOrDefault("KERNSCALE_TEST_IMAGE", "busybox:test");
    }

    /** CEL rules came with 1.25. */
    @Override
    public Path definition() {
        String minor =
                http.find("/version").orElseThrow().get("minor").getAsString().replaceAll("\\D", "");
        String directory = Integer.parseInt(minor) < 25 ? "crds-before-1.25" : "crds";
        return Path.of("../charts/kernscale", directory, "kernelautoscalers.yaml");
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
        http.delete("/api/v1/namespaces/" + DropInSuite.NAMESPACE);
    }
}
