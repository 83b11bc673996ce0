// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.config.AgentProperties;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Which pods are agents, and where they listen. */
final class AgentPods {

    private static final String DEFAULT_PORT = "5000";

    private final String labelKey;
    private final String labelValue;
    private final String namespace;

    AgentPods(AgentProperties properties) {
        int equals = properties.selector().indexOf('=');
        this.labelKey = properties.selector().substring(0, equals);
        this.labelValue = properties.selector().substring(equals + 1);
        this.namespace = properties.namespace() == null ? "" : properties.namespace();
    }

    boolean matches(JsonObject pod) {
        return labelValue.equals(Json.text(pod, "metadata", "labels", labelKey))
                && (namespace.isEmpty() || namespace.equals(Json.text(pod, "metadata", "namespace")))
                && PodParser.readyAt(pod) != null
                && Json.text(pod, "status", "podIP") != null
                && Json.text(pod, "spec", "nodeName") != null;
    }

    static Instant readyAt(JsonObject pod) {
        Instant readyAt = PodParser.readyAt(pod);
        return readyAt == null ? Instant.EPOCH : readyAt;
    }

    AgentEndpoint endpoint(JsonObject pod) {
        String ip = Json.text("", pod, "status", "podIP");
        String host = ip.contains(":") ? "[" + ip + "]" : ip;
        Optional<String> https = port(pod, "https");
        String port = https.or(() -> port(pod, "http")).orElse(DEFAULT_PORT);
        String scheme = https.isPresent() ? "https" : "http";
        return new AgentEndpoint(
                Json.text("", pod, "spec", "nodeName"), URI.create(scheme + "://" + host + ":" + port));
    }

    /** The container port of that name: it says how the agent is spoken to. */
    private static Optional<String> port(JsonObject pod, String name) {
        return Json.objects(pod, "spec", "containers").stream()
                .flatMap(container -> Json.objects(container, "ports").stream())
                .filter(port -> name.equals(Json.text(port, "name")))
                .map(port -> Json.text(DEFAULT_PORT, port, "containerPort"))
                .findFirst();
    }
}
