// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.spec.AutoscalingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the rule remembers, at its defaults: a target of 80 % of requests of 100 millicores, a window of 5 minutes. */
class HpaTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Hpa hpa = new Hpa(new AutoscalingSpec(1, 20, List.of(), null), HpaSettings.DEFAULT);

    private int decide(int replicas, int milli, int second) {
        Instant now = START.plusSeconds(second);
        Map<String, Sample> samples = new HashMap<>();
        List<PodFacts> pods =
                IntStream.range(0, replicas).mapToObj(i -> pod("pod-" + i)).toList();
        pods.forEach(pod -> samples.put(pod.name(), new Sample(milli, now, Duration.ofSeconds(15))));
        return hpa.decide(replicas, pods, new PodSamples(samples), now).desiredReplicas();
    }

    private static PodFacts pod(String name) {
        Instant longAgo = START.minus(Duration.ofHours(1));
        return new PodFacts(
                name,
                Phase.RUNNING,
                false,
                longAgo,
                new ReadyCondition(Status.TRUE, longAgo),
                List.of(new ContainerFacts("main", null, false, 100L, null)),
                null,
                null);
    }

    /** 4 pods at 20 % are one pod's work, but that there were 4 at first is known for 5 minutes. */
    @Test
    void whatThereIsAtFirstCountsAsRecommended() {
        for (int second = 0; second < 300; second += 15) {
            assertThat(decide(4, 20, second)).isEqualTo(4);
        }
        assertThat(decide(4, 20, 315)).isEqualTo(1);
    }

    /** Within a sync period replicas double at most, and what was added before counts. */
    @Test
    void whatItWantedCountsAsWritten() {
        assertThat(decide(4, 400, 0)).isEqualTo(8);
        assertThat(decide(8, 400, 1)).isEqualTo(8);
        assertThat(decide(8, 400, 20)).isEqualTo(16);
    }
}
