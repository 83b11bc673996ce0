// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The golden file is the contract: the controller's tests read the same one. */
class NodeReportWriterTest {

    private final ObjectMapper mapper = JsonMapper.shared();
    private final NodeReportWriter writer = new NodeReportWriter();

    @Test
    void writesTheGoldenFile() throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(Reports.golden(), out);
        assertThat(out.toString(UTF_8)).isEqualTo(mapper.readTree(goldenFile()) + "\n");
    }

    @Test
    void readsTheGoldenFileBackAsEqualRecords() throws IOException {
        assertThat(mapper.readValue(goldenFile(), NodeReport.class)).isEqualTo(Reports.golden());
    }

    @Test
    void anEndingCompletesAnOpenReport() {
        var out = new ByteArrayOutputStream();
        writer.writeOpen(Reports.golden(), out);
        out.writeBytes(NodeReportWriter.ending(1_234));
        NodeReport read = mapper.readValue(out.toByteArray(), NodeReport.class);
        assertThat(read).isEqualTo(Reports.golden().aged(1_234));
    }

    @Test
    void escapesWhatNamesMayHold() {
        var spot = new HotSpot("/tmp/a \"b\"\n\u0001ü", 1, "f<\\>", 1);
        var pod = new PodReport(
                "u",
                PodReport.Kind.POD,
                null,
                null,
                1,
                CpuCounters.NONE,
                List.of(),
                List.of(),
                new SampleCounters(1, 0, List.of(spot)),
                null);
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            PodJson.write(json, pod);
        }
        assertThat(mapper.readValue(out.toByteArray(), PodReport.class)).isEqualTo(pod);
    }

    @Test
    void aMissingNumberIsDamageAndNotZero() throws IOException {
        String damaged = new String(goldenFile(), UTF_8).replaceFirst("\"runNanos\": \\d+,", "");
        assertThatThrownBy(() -> mapper.readValue(damaged, NodeReport.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void theGoldenPodSetsEveryField() throws IOException {
        NodeReport golden = mapper.readValue(goldenFile(), NodeReport.class);
        assertEverythingSet(golden.pods().getFirst());
        assertEverythingSet(golden.losses().getFirst());
        assertThat(golden).hasNoNullFieldsOrProperties();
    }

    private static void assertEverythingSet(Object value) throws IOException {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = valueOf(component, value);
            assertThat(part).as("%s of %s", component.getName(), value).isNotNull();
            if (part instanceof Record nested) {
                assertEverythingSet(nested);
            } else if (part instanceof Collection<?> list) {
                assertThat(list).as(component.getName()).isNotEmpty();
                if (list.iterator().next() instanceof Record nested) {
                    assertEverythingSet(nested);
                }
            } else if (part instanceof Number number) {
                assertThat(number.doubleValue()).as(component.getName()).isNotZero();
            }
        }
    }

    private static Object valueOf(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] goldenFile() throws IOException {
        try (InputStream in = NodeReportWriterTest.class.getResourceAsStream("report-v1.json")) {
            return in.readAllBytes();
        }
    }
}
