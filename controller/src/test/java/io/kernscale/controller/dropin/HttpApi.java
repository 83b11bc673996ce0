// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.config.KubeProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** Requests to whichever API server. */
record HttpApi(Path kubeconfig, KubeHttp http) {

    private static final Map<String, String> PLURALS = Map.of(
            "Namespace", "namespaces",
            "Deployment", "deployments",
            "HorizontalPodAutoscaler", "horizontalpodautoscalers",
            "KernelAutoscaler", "kernelautoscalers",
            "CustomResourceDefinition", "customresourcedefinitions");

    HttpApi(Path kubeconfig) {
        this(kubeconfig, new KubeHttp(new KubeClients(new KubeProperties(kubeconfig, Duration.ofSeconds(10)))));
    }

    private interface Request {
        JsonObject send() throws KubeException;
    }

    private static JsonObject send(Request request) {
        try {
            return request.send();
        } catch (KubeException e) {
            throw new IllegalStateException(e);
        }
    }

    void create(String yaml) {
        JsonObject object = new Gson().toJsonTree(new Yaml().load(yaml)).getAsJsonObject();
        String apiVersion = object.get("apiVersion").getAsString();
        JsonElement namespace = object.getAsJsonObject("metadata").get("namespace");
        String path = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion
                + (namespace == null ? "" : "/namespaces/" + namespace.getAsString())
                + "/" + PLURALS.get(object.get("kind").getAsString());
        try {
            http.post(path, object);
        } catch (KubeException e) {
            if (e.status() != 409) {
                throw new IllegalStateException(e);
            }
        }
    }

    Optional<JsonObject> find(String path) {
        try {
            return Optional.of(http.get(path));
        } catch (KubeException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw new IllegalStateException(e);
        }
    }

    void delete(String path) {
        if (find(path).isPresent()) {
            send(() -> http.delete(path, new JsonObject()));
        }
    }

    void mergePatch(String path, String json) {
        send(() -> http.mergePatch(path, JsonParser.parseString(json).getAsJsonObject()));
    }

    List<JsonObject> list(String path) {
        return StreamSupport.stream(
                        send(() -> http.get(path)).getAsJsonArray("items").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
