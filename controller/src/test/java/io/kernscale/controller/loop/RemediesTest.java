// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static io.kernscale.controller.culprit.AServiceMap.peer;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.culprit.End;
import io.kernscale.controller.decide.HoldReason;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.decide.ScaleReason;
import io.kernscale.controller.spec.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {

    private static final Outcome SCALES = new Outcome.ScaleTo(5, ScaleReason.DEMAND);

    private static WorkloadView view(String name, Mode mode, @Nullable Outcome outcome) {
        return AWorkloadView.of(name).in(mode).decided(outcome).build();
    }

    private static Remedy of(WorkloadView... views) {
        return new Remedies(List.of(views)).of(culprit(End.CPU));
    }

    private static Culprit culprit(End end) {
        return new Culprit(end, peer("b"), 1, "a → b: " + end.text());
    }

    @Test
    void aCulpritThatIsScaledIsHelped() {
        assertThat(of(view("b", Mode.AUTO, SCALES))).isEqualTo(new Remedy(Remedy.Kind.SCALES, "scaled to 5"));
    }

    @Test
    void aCulpritThatHoldsSaysWhy() {
        assertThat(of(view("b", Mode.AUTO, new Outcome.Hold(5, HoldReason.AWAITING_REPLICAS))))
                .isEqualTo(new Remedy(Remedy.Kind.HOLDS, "stays at 5: " + HoldReason.AWAITING_REPLICAS.sentence()));
    }

    @Test
    void aCulpritAtItsMaximumIsOutOfReach() {
        assertThat(of(view("b", Mode.AUTO, new Outcome.Hold(10, HoldReason.AT_MAX))))
                .isEqualTo(new Remedy(Remedy.Kind.OUT_OF_REACH, "stays at 10: the maximum of replicas is reached"));
    }

    @Test
    void aCulpritInDryRunIsOutOfReach() {
        assertThat(of(view("b", Mode.DRY_RUN, SCALES)))
                .isEqualTo(
                        new Remedy(Remedy.Kind.OUT_OF_REACH, "not scaled: its KernelAutoscaler b-scaler is in DryRun"));
    }

    @Test
    void aCulpritThatNobodyNamesIsOutOfReach() {
        assertThat(of(view("other", Mode.AUTO, SCALES)))
                .isEqualTo(new Remedy(
                        Remedy.Kind.OUT_OF_REACH,
                        "not scaled: no KernelAutoscaler names it; create one to have it scaled"));
    }

    @Test
    void aCulpritWhoseAutoscalerIsBrokenIsOutOfReach() {
        assertThat(of(view("b", Mode.AUTO, null)))
                .isEqualTo(new Remedy(Remedy.Kind.OUT_OF_REACH, "not scaled: test: 404"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CPU")
    void replicasHelpNobodyButTheCpuBound(End end) {
        Remedy remedy = new Remedies(List.of(view("b", Mode.AUTO, SCALES))).of(culprit(end));

        assertThat(remedy.kind()).isEqualTo(Remedy.Kind.NOT_BY_REPLICAS);
        assertThat(remedy.sentence()).startsWith("not scaled: ");
    }

    @Test
    void aSentenceHasPathShareAndRemedy() {
        var half = new Culprit(End.OUTSIDE, new Peer.Outside("203.0.113.9", "bank"), 0.5, "web → bank: Outside");

        assertThat(new Remedies(List.of()).sentence(half))
                .isEqualTo("web → bank: Outside (50 % of the wait); "
                        + "not scaled: it is not a workload of this cluster");
    }
}
