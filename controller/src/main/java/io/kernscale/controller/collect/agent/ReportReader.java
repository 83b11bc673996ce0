// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.kernscale.controller.collect.PollFailure;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.LossCounter;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
                field(parser, draft);
            }
            if (parser.nextToken() != null) {
                throw new AgentException(PollFailure.INVALID_JSON, "something follows the report");
            }
            return draft.finish();
        }
    }

    private static void field(JsonParser parser, Draft draft) throws AgentException {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("pods")) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                draft.row(parser.readValueAsTree());
            }
        } else {
            draft.head(name, parser.readValueAsTree());
        }
    }

    /** What has been read so far. */
    private static final class Draft {
        private final ObjectNode head = JsonMapper.shared().createObjectNode();
        private final List<PodReport> pods = new ArrayList<>();
        private final List<String> rejectedRows = new ArrayList<>();

        void head(String name, JsonNode value) throws AgentException {
            head.set(name, value);
            if (name.equals("apiVersion")) {
                checkApiVersion();
            }
        }

        void row(JsonNode row) {
            try {
                pods.add(PodRow.read(row));
            } catch (IllegalArgumentException e) {
                rejectedRows.add("pod " + name(row) + ": " + e.getMessage());
            }
        }

        Read finish() throws AgentException {
            checkApiVersion();
            try {
                return new Read(report(), rejectedRows);
            } catch (IllegalArgumentException e) {
                throw new AgentException(PollFailure.INVALID_REPORT, String.valueOf(e.getMessage()));
            }
        }

        private void checkApiVersion() throws AgentException {
            String version = head.path("apiVersion").asString("none");
            if (!version.equals(NodeReport.API_VERSION)) {
                throw new AgentException(
                        PollFailure.OTHER_API_VERSION,
                        "apiVersion must be " + NodeReport.API_VERSION + ", was: " + Fields.shortened(version)
                                + "; run agents and controller of one release");
            }
        }

        private NodeReport report() {
            Fields fields = new Fields(head, "");
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

        private static String name(JsonNode row) {
            String name =
                    row.path("namespace").asString("") + "/" + row.path("name").asString("");
            return Fields.shortened(name.equals("/") ? row.path("uid").asString("without a uid") : name);
        }
    }
}
