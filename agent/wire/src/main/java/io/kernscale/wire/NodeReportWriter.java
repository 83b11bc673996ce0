// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import java.io.IOException;
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
 * {@code waitHistogram}, {@code disks}, {@code queuedHistogram}, {@code deviceHistogram}, {@code edges},
 * {@code answerHistogram}, {@code connections}, {@code hot}; a reader takes an absent one as null or empty. {@code ageMillis} comes last, so that one encoding of a collection serves many
 * answers of different age: {@link #writeOpen} once, then {@link #ending} for each. Thread-safe.
 */
public final class NodeReportWriter {

    /** Leaves documents open on close: the age is yet to come. */
    private final JsonFactory open = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** The whole report; {@code out} stays open. */
    public void write(NodeReport report, OutputStream out) throws IOException {
        writeOpen(report, out);
        out.write(ending(report.ageMillis()));
    }

    /** The report up to and without its age; with {@link #ending} behind it, it is whole. {@code out} stays open. */
    public void writeOpen(NodeReport report, OutputStream out) {
        try (JsonGenerator json = open.createGenerator(ObjectWriteContext.empty(), out)) {
            members(json, report);
        }
    }

    /** What follows {@link #writeOpen}: the age, the closing brace and a line break, in ASCII. */
    public static byte[] ending(long ageMillis) {
        return (",\"ageMillis\":" + ageMillis + "}\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void members(JsonGenerator json, NodeReport report) {
        json.writeStartObject();
        json.writeStringProperty("apiVersion", report.apiVersion());
        json.writeStringProperty("node", report.node());
        json.writeStringProperty("epoch", report.epoch());
        json.writeNumberProperty("sequence", report.sequence());
        json.writeNumberProperty("monotonicNanos", report.monotonicNanos());
        json.writeNumberProperty("cpus", report.cpus());
        features(json, report.features());
        json.writeArrayPropertyStart("pods");
        report.pods().forEach(pod -> PodJson.write(json, pod));
        json.writeEndArray();
        losses(json, report.losses());
    }

    /** The member {@code features}, in the form it has in a report. */
    public static void features(JsonGenerator json, List<FeatureStatus> features) {
        json.writeArrayPropertyStart("features");
        features.forEach(feature -> write(json, feature));
        json.writeEndArray();
    }

    /** The member {@code losses}, in the form it has in a report. */
    public static void losses(JsonGenerator json, List<LossCounter> losses) {
        json.writeArrayPropertyStart("losses");
        losses.forEach(loss -> write(json, loss));
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
}
