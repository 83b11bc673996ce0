// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.MetricReading.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsPipelineTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long SECOND = 1_000_000_000;

    private final MetricsPipeline pipeline = new MetricsPipeline();

    @Test
    void a_pod_fetched_once_has_no_sample() {
        pipeline.look(Map.of("a", SECOND), NOON);
        pipeline.fetch();

        assertThat(pipeline.samples().byPod()).isEmpty();
    }

    @Test
    void a_sample_is_the_mean_between_two_fetches_dated_by_the_kubelets_look() {
        pipeline.look(Map.of("a", SECOND), NOON);
        pipeline.fetch();
        pipeline.look(Map.of("a", 2 * SECOND), NOON.plusSeconds(20));
        pipeline.look(Map.of("a", 4 * SECOND), NOON.plusSeconds(30));
        pipeline.fetch();

        assertThat(pipeline.samples().byPod())
                .containsExactly(Map.entry("a", new Sample(100, NOON.plusSeconds(30), Duration.ofSeconds(30))));
    }

    @Test
    void what_the_kubelet_sees_is_not_known_before_the_next_fetch() {
        pipeline.look(Map.of("a", SECOND), NOON);
        pipeline.fetch();
        pipeline.look(Map.of("a", 4 * SECOND), NOON.plusSeconds(30));
        pipeline.fetch();
        pipeline.look(Map.of("a", 14 * SECOND), NOON.plusSeconds(40));

        assertThat(pipeline.samples().byPod().get("a").milli()).isEqualTo(100);
    }

    @Test
    void a_fetch_between_two_looks_brings_nothing_new() {
        pipeline.look(Map.of("a", SECOND), NOON);
        pipeline.fetch();
        pipeline.fetch();

        assertThat(pipeline.samples().byPod()).isEmpty();
    }

    @Test
    void a_pod_that_has_gone_has_no_sample_any_more() {
        pipeline.look(Map.of("a", SECOND), NOON);
        pipeline.fetch();
        pipeline.look(Map.of("a", 4 * SECOND), NOON.plusSeconds(30));
        pipeline.fetch();
        pipeline.look(Map.of(), NOON.plusSeconds(40));
        pipeline.fetch();

        assertThat(pipeline.samples().byPod()).isEmpty();
    }
}
