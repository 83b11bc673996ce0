// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.Past.Moment;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.collect.kube.PastParser;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one controller writes is what another reads. */
class PastJsonTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private static JsonObject autoscaler(JsonObject history) {
        JsonObject status = new JsonObject();
        status.add("history", history);
        JsonObject autoscaler = new JsonObject();
        autoscaler.add("status", status);
        return autoscaler;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "0.625"})
    void a_history_is_read_as_it_was_written(@Nullable Double usableRatio) {
        List<Moment> one = List.of(new Moment(AT, 3));
        Past past = new Past(
                one, one, one, one, usableRatio, List.of(new PastDecision(AT, 3, 4, null, "CpuBound", "Demand")));

        assertThat(PastParser.parse(autoscaler(PastJson.of(past)))).isEqualTo(past);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "-0.5", "7", "'\"0.5\"'", "{}"})
    void a_use_that_makes_no_sense_is_left_out(String value) {
        JsonObject history =
                JsonParser.parseString("{\"usableRatio\": " + value + "}").getAsJsonObject();

        assertThat(PastParser.parse(autoscaler(history)).usableRatio()).isNull();
    }

    @Test
    void nothing_is_read_where_nothing_was_written() {
        assertThat(PastParser.parse(new JsonObject())).isEqualTo(Past.NONE);
    }
}
