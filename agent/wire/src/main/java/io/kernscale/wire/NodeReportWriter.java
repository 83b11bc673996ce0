// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes reports as JSON, member by member and without reflection. Numbers are always written, zero too, so that a
 * missing number is damage and not a zero. Left out are only nulls, and these lists when they are empty:
 * {@code waitHistogram}, {@code disks}, {@code queuedHistogram}, {@code deviceHistogram}, {@code hot}; a reader takes
 * an absent one as null or empty. {@code ageMillis} comes last, so that one encoding of a collection serves many
 * answers of different age: {@link #writeOpen} once, then {@link #ending} for each. Thread-safe.
 */
public final class NodeReportWriter {

    /** Leaves documents open on close: the age is yet to come. */
    private final JsonFactory open = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** The whole report; {@code out} stays open. */
    public void write(NodeReport report, OutputStream out) {
        try (JsonGenerator json = open.createGenerator(ObjectWriteContext.empty(), out)) {
            members(json, report);
            json.writeNumberProperty("ageMillis", report.ageMillis());
            json.writeEndObject();
        }
    }

    /** The report up to and without its age; with {@link #ending} behind it, it is whole. {@code out} stays open. */
    public void writeOpen(NodeReport report, OutputStream out) {
        try (JsonGenerator json = open.createGenerator(ObjectWriteContext.empty(), out)) {
            members(json, report);
        }
    }

    /** What follows {@link #writeOpen}: the age and the closing brace, in ASCII. */
    public static byte[] ending(long ageMillis) {
        return (",\"ageMillis\":" + ageMillis + "}").getBytes(StandardCharsets.US_ASCII);
    }

    /** One pod alone, in the same form as within a report; {@code out} stays open. */
    public void write(PodReport pod, OutputStream out) {
        try (JsonGenerator json = open.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, pod);
        }
    }

    private static void members(JsonGenerator json, NodeReport report) {
        json.writeStartObject();
        json.writeStringProperty("apiVersion", report.apiVersion());
        json.writeStringProperty("node", report.node());
        json.writeStringProperty("epoch", report.epoch());
        json.writeNumberProperty("sequence", report.sequence());
        json.writeNumberProperty("monotonicNanos", report.monotonicNanos());
        json.writeNumberProperty("cpus", report.cpus());
        json.writeArrayPropertyStart("features");
        report.features().forEach(feature -> write(json, feature));
        json.writeEndArray();
        json.writeArrayPropertyStart("pods");
        report.pods().forEach(pod -> write(json, pod));
        json.writeEndArray();
        json.writeArrayPropertyStart("losses");
        report.losses().forEach(loss -> write(json, loss));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, FeatureStatus status) {
        json.writeStartObject();
        json.writeStringProperty("feature", status.feature().name());
        json.writeStringProperty("source", status.source().name());
        json.writeStringProperty("detail", status.detail());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, LossCounter loss) {
        json.writeStartObject();
        json.writeStringProperty("feature", loss.feature().name());
        json.writeStringProperty("reason", loss.reason());
        json.writeNumberProperty("count", loss.count());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PodReport pod) {
        json.writeStartObject();
        json.writeStringProperty("uid", pod.uid());
        json.writeStringProperty("kind", pod.kind().name());
        if (pod.namespace() != null) {
            json.writeStringProperty("namespace", pod.namespace());
        }
        if (pod.name() != null) {
            json.writeStringProperty("name", pod.name());
        }
        json.writeNumberProperty("containers", pod.containers());
        json.writeObjectPropertyStart("cpu");
        CpuJson.members(json, pod.cpu());
        json.writeEndObject();
        disks(json, pod.disks());
        samples(json, pod.samples());
        if (pod.pressure() != null) {
            pressure(json, pod.pressure());
        }
        json.writeEndObject();
    }

    private static void disks(JsonGenerator json, List<DiskCounters> disks) {
        if (disks.isEmpty()) {
            return;
        }
        json.writeArrayPropertyStart("disks");
        disks.forEach(disk -> write(json, disk));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, DiskCounters disk) {
        json.writeStartObject();
        json.writeStringProperty("device", disk.device());
        json.writeNumberProperty("reads", disk.reads());
        json.writeNumberProperty("writes", disk.writes());
        json.writeNumberProperty("readBytes", disk.readBytes());
        json.writeNumberProperty("writtenBytes", disk.writtenBytes());
        json.writeNumberProperty("queuedNanos", disk.queuedNanos());
        json.writeNumberProperty("deviceNanos", disk.deviceNanos());
        CpuJson.histogram(json, "queuedHistogram", disk.queuedHistogram());
        CpuJson.histogram(json, "deviceHistogram", disk.deviceHistogram());
        json.writeNumberProperty("inFlight", disk.inFlight());
        json.writeEndObject();
    }

    private static void samples(JsonGenerator json, SampleCounters samples) {
        json.writeObjectPropertyStart("samples");
        json.writeNumberProperty("user", samples.user());
        json.writeNumberProperty("kernel", samples.kernel());
        if (!samples.hot().isEmpty()) {
            json.writeArrayPropertyStart("hot");
            samples.hot().forEach(spot -> write(json, spot));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, HotSpot spot) {
        json.writeStartObject();
        json.writeStringProperty("mapping", spot.mapping());
        json.writeNumberProperty("offset", spot.offset());
        json.writeStringProperty("symbol", spot.symbol());
        json.writeNumberProperty("samples", spot.samples());
        json.writeEndObject();
    }

    private static void pressure(JsonGenerator json, PressureTotals pressure) {
        json.writeObjectPropertyStart("pressure");
        json.writeNumberProperty("cpuSomeMicros", pressure.cpuSomeMicros());
        json.writeNumberProperty("ioSomeMicros", pressure.ioSomeMicros());
        json.writeNumberProperty("ioFullMicros", pressure.ioFullMicros());
        json.writeNumberProperty("memorySomeMicros", pressure.memorySomeMicros());
        json.writeEndObject();
    }
}
