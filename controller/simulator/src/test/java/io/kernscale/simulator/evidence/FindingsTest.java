// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.simulator.evidence.Comparison.Kind;
import io.kernscale.simulator.evidence.Comparison.Line;
import io.kernscale.simulator.scaler.ApiServer.Write;
import io.kernscale.simulator.trial.Applications;
import io.kernscale.simulator.trial.Scenario;
import io.kernscale.simulator.trial.Scenarios;
import io.kernscale.simulator.trial.Score;
import io.kernscale.simulator.trial.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final long ONSET = Scenarios.ONSET * 1_000_000_000L;

    @Test
    void savingsAreAgainstTheCheapestTunedBaselineThatMeetsTheObjective() {
        Comparison trace = trace(
                line("Kernscale", false, score(8, true, 0, 1)),
                line("HPA", false, score(5, true, 0, 1)), // not tuned
                line("K8s-CPU@60", true, score(10, true, 0, 1)),
                line("K8s-CPU-Fast@50", true, score(7, false, 0, 1))); // not good enough
        assertThat(trace.saved().orElseThrow()).isCloseTo(0.2, within(1e-9));
        Findings findings = Findings.of(List.of(trace));
        assertThat(findings.cpuHoursSavedRatio()).isCloseTo(0.2, within(1e-9));
        assertThat(findings.objectiveMetRatio()).isEqualTo(1);
    }

    @Test
    void aTraceOnWhichNobodyMeetsTheObjectiveCountsForNothing() {
        Comparison trace = trace(
                line("Kernscale", false, score(8, false, 0, 1)),
                line("HPA", false, score(5, false, 0, 1)),
                line("K8s-CPU@20", true, score(10, false, 0, 1)));
        assertThat(Findings.of(List.of(trace)).cpuHoursSavedRatio()).isZero();
    }

    /** 10 replicas and five times the load: 40 to 60 are right. */
    @Test
    void decisionsAreCountedUntilTheSizeIsRight() {
        Comparison step = fault(
                Scenarios.step(),
                line("Kernscale", false, score(2, true, 20, 300), out(1, 10, 36), out(9, 36, 48)),
                line("HPA", false, score(2, true, 90, 400), out(15, 10, 20), out(30, 20, 30)));
        Findings findings = Findings.of(List.of(step));
        assertThat(findings.stepDecisions()).isEqualTo(2);
        assertThat(findings.hpaStepDecisions()).isZero();
        assertThat(findings.surgeRecoverySpeedup()).isCloseTo(4.5, within(1e-9));
        assertThat(findings.recoveryReplicaRatio()).isCloseTo(20.0 * 40 / (90 * 40), within(1e-9));
        assertThat(findings.surgeReplicaRatio()).isCloseTo(0.75, within(1e-9));
        assertThat(findings.culpritsScaledRatio()).isEqualTo(1);
    }

    @Test
    void aRunIsAnObjectOfItsFigures() {
        Findings none = Findings.of(List.of());
        assertThat(none.json(7, none))
                .startsWith("{\"cpuHoursSavedRatio\": 0.0000")
                .contains("\"withoutObjective\": {\"cpuHoursSavedRatio\": 0.0000")
                .endsWith("\"seed\": 7}\n");
    }

    @Test
    void kernscaleWithoutAnObjectiveIsNoBaselineAndIsJudgedByItself() {
        Comparison trace = trace(
                line("Kernscale+SLO", false, score(8, true, 0, 1)),
                line("Kernscale", false, score(9, false, 0, 1)),
                line("HPA", false, score(5, true, 0, 1)),
                line("K8s-CPU@60", true, score(10, true, 0, 1)));
        assertThat(trace.baselines()).extracting(Line::scaler).containsExactly("HPA", "K8s-CPU@60");
        Findings without = Findings.of(List.of(trace.withoutObjective()));
        assertThat(without.cpuHoursSavedRatio()).isCloseTo(0.1, within(1e-9));
        assertThat(without.objectiveMetRatio()).isZero();
    }

    private static Comparison trace(Line... lines) {
        return new Comparison(Scenario.ofTrace(Applications.three(), Trace.NOISY, 100, 10), Kind.TRACE, List.of(lines));
    }

    private static Comparison fault(Scenario scenario, Line... lines) {
        return new Comparison(scenario, Kind.FAULT, List.of(lines));
    }

    private static Line line(String scaler, boolean tuned, Score score, Write... writes) {
        return new Line(scaler, tuned, score, List.of(writes), List.of());
    }

    private static Write out(int secondsAfterOnset, int from, int to) {
        return new Write(ONSET + secondsAfterOnset * 1_000_000_000L, "calculator", from, to);
    }

    private static Score score(double cpuHours, boolean met, double recovery, double replicaSeconds) {
        return new Score(0.1, met, 0, replicaSeconds, cpuHours, recovery, 40 * recovery, 0, 0, List.of());
    }
}
