// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.bpf.MapFill;
import io.kernscale.agent.bpf.ProbeStatus;
import io.kernscale.agent.cgroup.NodeStatus;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.NodeReportWriter;
import tools.jackson.core.JsonGenerator;

/** {@code /v1/status}: what a person asks first when a number looks wrong. Indented, because people read it. */
final class StatusJson {

    private final JsonGenerator json;
    private final AgentHealth health;

    private StatusJson(JsonGenerator json, AgentHealth health) {
        this.json = json;
        this.health = health;
    }

    static byte[] of(AgentHealth health) {
        return IndentedJson.write(json -> new StatusJson(json, health).write());
    }

    private void write() {
        NodeReport report = health.latest().report();
        json.writeStartObject();
        json.writeStringProperty("apiVersion", report.apiVersion());
        json.writeStringProperty("node", report.node());
        json.writeStringProperty("epoch", report.epoch());
        collection(report);
        NodeReportWriter.features(json, report.features());
        probes();
        maps();
        NodeReportWriter.losses(json, report.losses());
        attribution(health.node());
        self();
        json.writeEndObject();
    }

    private void collection(NodeReport report) {
        json.writeObjectPropertyStart("collection");
        json.writeNumberProperty("sequence", report.sequence());
        json.writeNumberProperty("ageMillis", health.ageMillis());
        json.writeNumberProperty("durationMicros", health.latest().durationNanos() / 1_000);
        json.writeNumberProperty("finished", health.collections().finished());
        json.writeNumberProperty("failures", health.collections().failures());
        json.writeStringProperty("lastFailure", health.collections().lastFailure());
        json.writeEndObject();
    }

    private void probes() {
        json.writeArrayPropertyStart("probes");
        for (ProbeStatus probe : health.probes()) {
            json.writeStartObject();
            json.writeStringProperty("feature", probe.feature().name());
            json.writeStringProperty("program", probe.program());
            json.writeStringProperty("hook", probe.hook());
            json.writeStringProperty("source", probe.source().name());
            json.writeStringProperty("reason", probe.reason());
            json.writeArrayPropertyStart("verifierLog");
            probe.verifierLog().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void maps() {
        json.writeArrayPropertyStart("maps");
        for (MapFill map : health.node().maps()) {
            json.writeStartObject();
            json.writeStringProperty("feature", map.feature().name());
            json.writeStringProperty("map", map.map());
            json.writeNumberProperty("used", map.used());
            json.writeNumberProperty("capacity", map.capacity());
            json.writeNumberProperty("usedRatio", map.capacity() == 0 ? 0.0 : thousandths(map));
            json.writeNumberProperty("memoryBytes", map.memoryBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static double thousandths(MapFill map) {
        return Math.round(1_000.0 * map.used() / map.capacity()) / 1_000.0;
    }

    private void attribution(NodeStatus node) {
        json.writeObjectPropertyStart("attribution");
        json.writeStringProperty("cgroupRoot", node.cgroupRoot());
        json.writeStringProperty("notice", node.notice());
        json.writeNumberProperty("cgroups", node.cgroups());
        json.writeNumberProperty("pods", node.pods());
        json.writeNumberProperty("treeWalks", node.treeWalks());
        json.writeObjectPropertyStart("names");
        json.writeStringProperty("source", node.names().source());
        json.writeNumberProperty("names", node.names().names());
        json.writeNumberProperty("ageSeconds", node.names().ageSeconds());
        json.writeStringProperty("detail", node.names().detail());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void self() {
        json.writeObjectPropertyStart("self");
        json.writeNumberProperty("rssBytes", health.use().rssBytes());
        json.writeNumberProperty("userCpuSeconds", health.use().userMillis() / 1_000.0);
        json.writeNumberProperty("systemCpuSeconds", health.use().systemMillis() / 1_000.0);
        json.writeNumberProperty("threads", health.use().threads());
        json.writeObjectPropertyStart("httpAnswers");
        health.answers().forEach((status, count) -> json.writeNumberProperty(status.toString(), count));
        json.writeEndObject();
        json.writeNumberProperty("httpAborted", health.aborted());
        json.writeEndObject();
    }
}
