// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static io.kernscale.controller.collect.TestReports.disk;
import static io.kernscale.controller.collect.TestReports.pod;
import static io.kernscale.controller.collect.TestReports.report;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.controller.collect.RateCalculator.Step;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RateCalculatorTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RateCalculator calculator = new RateCalculator(Duration.ofMillis(500), Duration.ofSeconds(10));

    private Step second(NodeReport first, NodeReport second) {
        return calculator.next(calculator.next(AgentTrack.NONE, first, NOW).track(), second, NOW);
    }

    @Test
    void dividesCountersByTheWindow() {
        Step step = second(report(1, pod("a", 1_000, 500, 100)), report(2, pod("a", 4_000, 1_500, 600)));

        NodeRates node = step.track().rates();
        assertThat(node.window()).isEqualTo(Duration.ofSeconds(2));
        assertThat(node.observedAt()).isEqualTo(NOW.minusMillis(100));
        assertThat(node.evidence()).isEqualTo(Evidence.KERNEL);
        CpuRates cpu = node.pods().get("a").cpu().rates(4);
        assertThat(cpu.runCores()).isEqualTo(1.5); // (4,000 - 1,000) ms in 2,000 ms
        assertThat(cpu.waitContentionCores()).isEqualTo(0.5);
        assertThat(cpu.waitQuotaCores()).isEqualTo(0.25);
        assertThat(cpu.blocked().network()).isEqualTo(3);
        assertThat(cpu.burstsPerSecond()).isEqualTo(1_500);
        assertThat(cpu.preemptedByOtherRatio()).isEqualTo(0.5); // one by others, one by the system, of four
        assertThat(cpu.throttledRatio()).isEqualTo(0.5);
        assertThat(step.incidents()).isEmpty();
    }

    @Test
    void countsDisksByDeviceAndTakesANewDeviceFromZero() {
        Step step = second(
                report(1, pod("a", 0, 0, 0, List.of(disk("vda", 100, 0)))),
                report(2, pod("a", 0, 0, 0, List.of(disk("vda", 300, 4_000), disk("vdb", 50, 0)))));

        List<DiskRates> disks = step.track().rates().pods().get("a").disks();
        assertThat(disks).extracting(DiskRates::device).containsExactly("vda", "vdb");
        assertThat(disks.getFirst().requestsPerSecond()).isEqualTo(100);
        assertThat(disks.getFirst().queuedRequests()).isCloseTo(1, within(1e-9)); // 2,000 ms queued in 2,000 ms
        assertThat(disks.getLast().requestsPerSecond()).isEqualTo(25);
    }

    record Row(String name, NodeReport first, NodeReport second, RateIssue issue, boolean keepsRates) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> pairsThatGiveNothing() {
        NodeReport base = report(5, pod("a", 1_000, 0, 0));
        var later = pod("a", 2_000, 0, 0);
        return Stream.of(
                new Row("restarted", base, at("epoch-b", 6, 12_000), RateIssue.EPOCH_CHANGED, false),
                new Row("same collection", base, report(5, later), RateIssue.DUPLICATE_REPORT, true),
                new Row("older collection", base, report(4, later), RateIssue.REPORT_WENT_BACK, false),
                new Row("clock stepped back", base, at("epoch-a", 6, 9_000), RateIssue.REPORT_WENT_BACK, false),
                new Row("same instant", base, at("epoch-a", 6, 10_000), RateIssue.REPORT_WENT_BACK, false),
                new Row("half a second less 1 ms", base, at("epoch-a", 6, 10_499), RateIssue.WINDOW_TOO_SHORT, true),
                new Row("ten seconds and 1 ms", base, at("epoch-a", 6, 20_001), RateIssue.GAP, false),
                new Row("enormous clock", base, at("epoch-a", 6, Long.MAX_VALUE / 1_000_000), RateIssue.GAP, false),
                new Row("probes lost", base, from(Source.FILES), RateIssue.SOURCE_CHANGED, false),
                new Row("scheduler lost", base, from(Source.NONE), RateIssue.NO_SOURCE, false));
    }

    private static NodeReport at(String epoch, long sequence, long millis) {
        return report("node-1", epoch, sequence, millis * 1_000_000, Source.TP_BTF, pod("a", 2_000, 0, 0));
    }

    private static NodeReport from(Source source) {
        return report("node-1", "epoch-a", 6, 12_000_000_000L, source, pod("a", 2_000, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("pairsThatGiveNothing")
    void namesWhyAPairGivesNoNewRates(Row row) {
        AgentTrack before = second(report(4, pod("a", 0, 0, 0)), row.first).track();

        Step step = calculator.next(before, row.second, NOW.plusSeconds(2));

        assertThat(step.incidents()).extracting(RateIncident::issue).containsExactly(row.issue);
        if (row.keepsRates) {
            assertThat(step.track()).isEqualTo(before); // the old rates keep their old time, and grow stale
        } else {
            assertThat(step.track().rates()).isNull();
            BaseReport base = requireNonNull(step.track().base());
            assertThat(base.epoch()).isEqualTo(row.second.epoch());
            assertThat(base.sequence()).isEqualTo(row.second.sequence());
            assertThat(base.monotonicNanos()).isEqualTo(row.second.monotonicNanos());
        }
    }

    @Test
    void givesNoRatesOnTheFirstReport() {
        Step step = calculator.next(AgentTrack.NONE, report(1, pod("a", 1_000, 0, 0)), NOW);

        assertThat(step.track().rates()).isNull();
        assertThat(step.incidents()).extracting(RateIncident::issue).containsExactly(RateIssue.FIRST_OBSERVATION);
    }

    @Test
    void recoversWithThePairAfterARestart() {
        AgentTrack restarted = second(report(9, pod("a", 9_000, 0, 0)), at("epoch-b", 1, 1_000))
                .track();

        Step step = calculator.next(restarted, at("epoch-b", 2, 3_000), NOW);

        assertThat(step.track().rates().pods()).containsKey("a");
    }

    @Test
    void leavesOutOnlyThePodThatIsWrong() {
        Step step = second(
                report(1, pod("back", 5_000, 0, 0), pod("huge", 0, 0, 0), pod("queue", 0, 0, 0), pod("fine", 0, 0, 0)),
                report(
                        2,
                        pod("back", 4_000, 0, 0),
                        pod("huge", 9_000, 0, 0), // 4.5 cores on a node of 4
                        pod("queue", 0, 49_000, 0), // 24.5 threads in the queue of a pod with 8 on 4 CPUs
                        pod("fine", 8_000, 0, 0)));

        assertThat(step.track().rates().pods()).containsOnlyKeys("fine");
        assertThat(step.incidents())
                .extracting(RateIncident::issue)
                .containsExactlyInAnyOrder(RateIssue.COUNTER_WENT_BACK, RateIssue.ABSURD_RATE, RateIssue.ABSURD_RATE);
        assertThat(step.incidents()).extracting(RateIncident::subject).contains("pod shop/back", "pod shop/huge");
    }

    @Test
    void acceptsANodeThatReadsAFewPercentOverItsSize() {
        Step step = second(report(1, pod("a", 0, 0, 0)), report(2, pod("a", 8_300, 0, 0)));

        assertThat(step.track().rates().pods().get("a").cpu().runCores()).isEqualTo(4.15);
    }

    @Test
    void waitsForTheSecondSightOfAPodAndNotesItsEnd() {
        Step step = second(report(1, pod("old", 0, 0, 0)), report(2, pod("new", 60_000, 0, 0)));

        assertThat(step.track().rates().pods()).isEmpty();
        assertThat(step.incidents())
                .extracting(RateIncident::issue)
                .containsExactly(RateIssue.POD_APPEARED, RateIssue.POD_ENDED);
    }

    @Test
    void takesTheFirstOfTwoRowsWithOneUid() {
        Step step = second(report(1, pod("a", 0, 0, 0)), report(2, pod("a", 2_000, 0, 0), pod("a", 1_000, 0, 0)));

        assertThat(step.track().rates().pods().get("a").cpu().runCores()).isEqualTo(1);
        assertThat(step.incidents()).extracting(RateIncident::issue).containsExactly(RateIssue.POD_REPEATED);
    }

    @Test
    void survivesAnEnormousAge() {
        NodeReport ancient = report(2, pod("a", 0, 0, 0)).aged(Long.MAX_VALUE);

        assertThat(second(report(1, pod("a", 0, 0, 0)), ancient).track().rates().observedAt())
                .isEqualTo(NOW.minus(Duration.ofDays(1)));
    }

    /** 150,000 pods are reported again and again: their names, once known, are kept once. */
    @Test
    void keepsTheTextsOfTheFirstReport() {
        String uid = new String("a".toCharArray());
        AgentTrack first = calculator
                .next(AgentTrack.NONE, report(1, pod("a", 0, 0, 0)), NOW)
                .track();

        AgentTrack next =
                calculator.next(first, report(2, pod(uid, 100, 0, 0)), NOW).track();

        BasePod known = onlyPod(first);
        assertThat(onlyPod(next).uid()).isSameAs(known.uid()).isNotSameAs(uid);
        assertThat(requireNonNull(next.rates()).pods().values())
                .singleElement()
                .satisfies(rates -> assertThat(rates.uid()).isSameAs(known.uid()));
    }

    private static BasePod onlyPod(AgentTrack track) {
        return requireNonNull(track.base()).pods().getFirst();
    }
}
