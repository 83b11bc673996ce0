// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.ReportException;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import java.time.Instant;

/** Writes statuses by merge patch on {@code /status}, and Events on the KernelAutoscaler. */
public final class KubeReporter implements Reporter {

    private static final String API_VERSION = "kernscale.io/v1alpha1";

    private final KubeHttp http;

    public KubeReporter(KubeHttp http) {
        this.http = http;
    }

    @Override
    public void status(AutoscalerId autoscaler, AutoscalerStatus status) throws ReportException {
        JsonObject patch = new JsonObject();
        patch.add("status", StatusJson.of(status));
        send(() -> http.mergePatch(
                "/apis/" + API_VERSION + "/namespaces/" + autoscaler.namespace() + "/kernelautoscalers/"
                        + autoscaler.name() + "/status",
                patch));
    }

    @Override
    public void event(AutoscalerId autoscaler, Severity severity, String reason, String message, Instant now)
            throws ReportException {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("generateName", autoscaler.name() + ".");
        metadata.addProperty("namespace", autoscaler.namespace());
        JsonObject source = new JsonObject();
        source.addProperty("component", "kernscale-controller");
        JsonObject event = new JsonObject();
        event.addProperty("apiVersion", "v1");
        event.addProperty("kind", "Event");
        event.add("metadata", metadata);
        event.add("involvedObject", reference(autoscaler));
        event.addProperty("type", severity.text());
        event.addProperty("reason", reason);
        event.addProperty("message", message);
        event.add("source", source);
        event.addProperty("count", 1);
        event.addProperty("firstTimestamp", StatusJson.time(now));
        event.addProperty("lastTimestamp", StatusJson.time(now));
        send(() -> http.post("/api/v1/namespaces/" + autoscaler.namespace() + "/events", event));
    }

    private static JsonObject reference(AutoscalerId autoscaler) {
        JsonObject reference = new JsonObject();
        reference.addProperty("apiVersion", API_VERSION);
        reference.addProperty("kind", "KernelAutoscaler");
        reference.addProperty("namespace", autoscaler.namespace());
        reference.addProperty("name", autoscaler.name());
        reference.addProperty("uid", autoscaler.uid());
        return reference;
    }

    private interface Request {
        JsonObject send() throws KubeException;
    }

    private static void send(Request request) throws ReportException {
        try {
            request.send();
        } catch (KubeException e) {
            throw new ReportException(String.valueOf(e.getMessage()));
        }
    }
}
