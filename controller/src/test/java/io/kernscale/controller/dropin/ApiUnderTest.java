// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** An API server with something behind it that runs pods: the testkit's, or a real one. Asked over HTTP, as anybody would. */
abstract class ApiUnderTest implements AutoCloseable {

    private static final Map<String, String> PLURALS = Map.of(
            "Namespace", "namespaces",
            "Deployment", "deployments",
            "HorizontalPodAutoscaler", "horizontalpodautoscalers",
            "KernelAutoscaler", "kernelautoscalers",
            "Service", "services",
            "Endpoints", "endpoints",
            "APIService", "apiservices",
            "CustomResourceDefinition", "customresourcedefinitions");

    private final Path kubeconfig;
    private final KubeHttp http;

    ApiUnderTest(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
        this.http = TestKube.http(kubeconfig);
    }

    /** Where a client finds it. */
    final Path kubeconfig() {
        return kubeconfig;
    }

    final KubeHttp http() {
        return http;
    }

    /** The node that runs the pods. */
    abstract String node();

    /** An image whose container runs and does nothing. */
    abstract String image();

    /** The custom resource's definition that this server takes. */
    abstract Path definition();

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

    /** Creates an object; one that is there already is left as it is. */
    final void create(String yaml) {
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

    final Optional<JsonObject> find(String path) {
        try {
            return Optional.of(http.get(path));
        } catch (KubeException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw new IllegalStateException(e);
        }
    }

    final void delete(String path) {
        if (find(path).isPresent()) {
            send(() -> http.delete(path, new JsonObject()));
        }
    }

    final void mergePatch(String path, String json) {
        send(() -> http.mergePatch(path, JsonParser.parseString(json).getAsJsonObject()));
    }

    final List<JsonObject> list(String path) {
        return StreamSupport.stream(
                        send(() -> http.get(path)).getAsJsonArray("items").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    @Override
    public abstract void close();
}
