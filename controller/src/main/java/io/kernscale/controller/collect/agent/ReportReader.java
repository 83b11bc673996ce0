// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import static java.util.Objects.requireNonNullElse;

import io.kernscale.controller.collect.PollFailure;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.LossCounter;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a report from a stream, one pod at a time, so that a large one needs no large memory. A row that makes no sense
 * is left out and named; a report that makes none is refused. Thread-safe.
 */
final class ReportReader {

    /** NaN is no JSON, but a row that has one must not take the others with it. */
    private final JsonMapper json = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** A report and what was left out of it. */
    record Read(NodeReport report, List<String> rejectedRows) {}

    /**
     * Reads one report.
     *
     * @throws AgentException when it is not JSON, of another form, or without sense as a whole
     * @throws tools.jackson.core.exc.JacksonIOException when the stream fails
     */
    Read read(InputStream stream) throws AgentException {
        try (JsonParser parser = json.createParser(stream)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new AgentException(PollFailure.INVALID_JSON, "the answer is not a JSON object");
            }
            Draft draft = new Draft();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                draft.field(parser.currentName(), parser);
            }
            if (parser.nextToken() != null) {
                throw new AgentException(PollFailure.INVALID_JSON, "something follows the report");
            }
            return draft.finish();
        }
    }

    /** What has been read so far. */
    private static final class Draft {
        private final JsonRow head = new JsonRow();
        private final int top = head.open();
        private final JsonRow row = new JsonRow();
        private final List<PodReport> pods = new ArrayList<>();
        private final List<String> rejectedRows = new ArrayList<>();

        void field(String name, JsonParser parser) throws AgentException {
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("pods")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    row.clear();
                    pod(row.read(null, parser));
                }
                return;
            }
            int value = head.read(name, parser);
            head.close(top);
            if (name.equals("apiVersion")) {
                checkApiVersion(head.text(value));
            }
        }

        private void pod(int object) {
            try {
                pods.add(PodRow.read(new Fields(row, object)));
            } catch (IllegalArgumentException e) {
                rejectedRows.add("pod " + name(object) + ": " + e.getMessage());
            }
        }

        Read finish() throws AgentException {
            checkApiVersion(member(head, top, "apiVersion"));
            try {
                return new Read(report(), rejectedRows);
            } catch (IllegalArgumentException e) {
                throw new AgentException(PollFailure.INVALID_REPORT, String.valueOf(e.getMessage()));
            }
        }

        private static void checkApiVersion(@Nullable String version) throws AgentException {
            if (!NodeReport.API_VERSION.equals(version)) {
                throw new AgentException(
                        PollFailure.OTHER_API_VERSION,
                        "apiVersion must be " + NodeReport.API_VERSION + ", was: "
                                + Fields.shortened(requireNonNullElse(version, "none"))
                                + "; run agents and controller of one release");
            }
        }

        private NodeReport report() {
            Fields fields = new Fields(head, top);
            return new NodeReport(
                    NodeReport.API_VERSION,
                    fields.text("node"),
                    fields.text("epoch"),
                    fields.counter("sequence"),
                    fields.counter("monotonicNanos"),
                    fields.counter("ageMillis"),
                    fields.gauge("cpus"),
                    fields.list("features", Draft::feature).stream()
                            .flatMap(Optional::stream)
                            .toList(),
                    pods,
                    fields.list("losses", Draft::loss).stream()
                            .flatMap(Optional::stream)
                            .toList());
        }

        /** A feature or a source that this controller does not know is as good as none. */
        private static Optional<FeatureStatus> feature(Fields fields) {
            try {
                return Optional.of(new FeatureStatus(
                        FeatureStatus.Feature.valueOf(fields.text("feature")),
                        FeatureStatus.Source.valueOf(fields.text("source")),
                        fields.text("detail")));
            } catch (IllegalArgumentException unknown) {
                return Optional.empty();
            }
        }

        private static Optional<LossCounter> loss(Fields fields) {
            try {
                return Optional.of(new LossCounter(
                        FeatureStatus.Feature.valueOf(fields.text("feature")),
                        fields.text("reason"),
                        fields.counter("count")));
            } catch (IllegalArgumentException unknown) {
                return Optional.empty();
            }
        }

        private String name(int object) {
            String name = requireNonNullElse(member(row, object, "namespace"), "") + "/"
                    + requireNonNullElse(member(row, object, "name"), "");
            return Fields.shortened(
                    name.equals("/") ? requireNonNullElse(member(row, object, "uid"), "without a uid") : name);
        }

        /** The text of a member; null where there is none. */
        private static @Nullable String member(JsonRow row, int object, String name) {
            for (int i = object + 1; i < row.end(object); i = row.end(i)) {
                if (row.isNamed(i, name)) {
                    return row.text(i);
                }
            }
            return null;
        }
    }
}
