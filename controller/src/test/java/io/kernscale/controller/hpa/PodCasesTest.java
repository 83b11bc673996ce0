// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import io.kernscale.controller.collect.PodFacts.ReadyCondition.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pods count, and what they request. */
class PodCasesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    /** {@code start}, {@code since} and {@code sample} are ages in seconds; {@code -} is nothing. */
    private static @Nullable Instant ago(String seconds) {
        return seconds.equals("-") ? null : NOW.minusSeconds(Long.parseLong(seconds));
    }

    private static PodFacts pod(String name, Phase phase, boolean leaving, String start, @Nullable String ready) {
        return new PodFacts(name, phase, leaving, ago(start), condition(ready), List.of(), null, null);
    }

    private static @Nullable ReadyCondition condition(@Nullable String ready) {
        if (ready == null) {
            return null;
        }
        String[] parts = ready.split("@", 2);
        return new ReadyCondition(Status.valueOf(parts[0]), NOW.minusSeconds(Long.parseLong(parts[1])));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # id | resource | phase | leaving | start | ready | sample | group
            G2  | memory | RUNNING | false | -   |           | 0  | ready
            G3  | cpu    | RUNNING | false | 0   |           | 0  | unready
            G4  | cpu    | RUNNING | false | 60  | TRUE@60   | 0  | ready
            G5  | cpu    | RUNNING | false | 60  | TRUE@59   | 0  | unready
            G6  | cpu    | RUNNING | false | 60  | FALSE@60  | 0  | unready
            G7  | cpu    | RUNNING | false | 180 | FALSE@180 | 0  | unready
            G8  | cpu    | RUNNING | false | 180 | FALSE@60  | 0  | ready
            G9  | cpu    | RUNNING | false | 180 | TRUE@0    | 0  | ready
            G10 | cpu    | RUNNING | false | 180 |           |    | missing
            G12 | cpu    | PENDING | false | -   |           |    | unready
            G13 | cpu    | RUNNING | true  | 180 | TRUE@180  | 0  | ignored
            G14 | cpu    | FAILED  | false | 180 | TRUE@180  | 0  | ignored
            G15 | memory | RUNNING | false | 0   | FALSE@0   | 0  | ready
            G16 | cpu    | RUNNING | false | -   | TRUE@180  | 0  | unready
            G17 | cpu    | RUNNING | false | 180 | FALSE@170 | 0  | ready
            G18 | cpu    | RUNNING | false | 180 | FALSE@171 | 0  | unready
            G19 | cpu    | RUNNING | false | 120 | FALSE@60  | 0  | ready
            G20 | cpu    | RUNNING | false | 119 | FALSE@60  | 0  | unready
            G21 | cpu    | RUNNING | false | 60  | UNKNOWN@60 | 0 | ready
            G22 | memory | PENDING | false | -   |           | 0  | unready
            G23 | cpu    | RUNNING | false | 100 | TRUE@80   | 21 | unready
            G24 | cpu    | RUNNING | false | 100 | TRUE@80   | 20 | ready
            """)
    void a_pod_is_worth_what_its_sample_is(
            String id,
            String resource,
            Phase phase,
            boolean leaving,
            String start,
            @Nullable String ready,
            @Nullable String sample,
            String group) {
        Map<String, Sample> samples = sample == null
                ? Map.of()
                : Map.of("a", new Sample(1, NOW.minusSeconds(Long.parseLong(sample)), Duration.ofSeconds(60)));
        PodGroups groups = PodGroups.of(
                List.of(pod("a", phase, leaving, start, ready)), samples, resource.equals("cpu"), ACase.SETTINGS, NOW);

        assertThat(groups.ready()).isEqualTo(group.equals("ready") ? 1 : 0);
        assertThat(groups.unready()).hasSize(group.equals("unready") ? 1 : 0);
        assertThat(groups.missing()).hasSize(group.equals("missing") ? 1 : 0);
        assertThat(groups.ignored()).hasSize(group.equals("ignored") ? 1 : 0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            G1  | '' | 0 | '' | ''
            G11 | A B | 1 | A | C
            """)
    void several_pods_are_grouped_one_by_one(String id, String sampled, int ready, String unready, String missing) {
        List<PodFacts> pods = id.equals("G1")
                ? List.of()
                : List.of(
                        pod("A", Phase.RUNNING, false, "0", null),
                        pod("B", Phase.RUNNING, false, "180", "TRUE@180"),
                        pod("C", Phase.RUNNING, false, "180", null));
        Map<String, Sample> samples = new HashMap<>();
        Arrays.stream(sampled.split(" ", -1))
                .forEach(name -> samples.put(name, new Sample(1, NOW, Duration.ofSeconds(60))));

        PodGroups groups = PodGroups.of(pods, samples, true, ACase.SETTINGS, NOW);

        assertThat(groups.ready()).isEqualTo(ready);
        assertThat(String.join("", groups.unready())).isEqualTo(unready);
        assertThat(String.join("", groups.missing())).isEqualTo(missing);
    }

    /** {@code c1=100 c2=50 c3=50s}: containers with their requests, {@code s} for a sidecar, {@code -} for none. */
    private static PodFacts requesting(String containers, @Nullable Long ofPod) {
        List<ContainerFacts> facts = new ArrayList<>();
        for (String one : containers.split(" ", -1)) {
            String[] parts = one.split("=", 2);
            String number = parts[1].replace("s", "");
            Long request = number.equals("-") ? null : Long.valueOf(number);
            facts.add(new ContainerFacts(parts[0], null, parts[1].endsWith("s"), request, request));
        }
        return new PodFacts("test-pod", Phase.RUNNING, false, NOW, null, facts, ofPod, ofPod);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Q2 | c1=100 c2=50 |     |    | 150
            Q3 | c1=100 c2=50 |     |    | 150
            Q4 | c1=100 c2=50 | 800 |    | 800
            Q6 | c1=- c2=50   | 800 |    | 800
            Q7 | c1=100 c2=50 |     | c1 | 100
            Q8 | c1=100 c2=50 | 800 | c1 | 100
            Q9 | c1=100 c2=50s |    |    | 150
            Q11 | c1=100 c2=50s |   | c2 | 50
            """)
    void requests_are_summed(String id, String containers, @Nullable Long ofPod, @Nullable String container, long milli)
            throws MetricProblem {
        assertThat(Requests.of(List.of(requesting(containers, ofPod)), "cpu", container))
                .isEqualTo(Map.of("test-pod", milli));
        assertThat(Requests.of(List.of(requesting(containers, ofPod)), "memory", container))
                .isEqualTo(Map.of("test-pod", milli * 1_000));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Q5  | c1=- c2=50   |              | missing request for cpu in container c1 of Pod test-pod
            Q10 | c1=100       | non-existent | container non-existent not found in Pod test-pod
            Q12 | c1=100 c2=-  | c2           | missing request for cpu in container c2 of Pod test-pod
            """)
    void a_request_that_is_not_there_is_told(String id, String containers, @Nullable String container, String message) {
        assertThatThrownBy(() -> Requests.of(List.of(requesting(containers, null)), "cpu", container))
                .isInstanceOf(MetricProblem.class)
                .hasMessageContaining(message);
    }

    @Test
    void no_pods_request_nothing() throws MetricProblem { // Q1
        assertThat(Requests.of(List.of(), "cpu", null)).isEmpty();
    }
}
