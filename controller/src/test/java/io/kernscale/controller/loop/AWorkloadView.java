// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.classify.AnObservation;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.culprit.Walk;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.Limits;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.hpa.HpaReason;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds what a round made of an autoscaler of 1 to 10 replicas; it could not be judged, unless told otherwise. */
public final class AWorkloadView {

    private final String name;
    private Mode mode = Mode.AUTO;
    private @Nullable Outcome outcome;
    private Observation observation = AnObservation.anObservation().build();

    private AWorkloadView(String name) {
        this.name = name;
    }

    /** Of the Deployment of this name, in namespace {@code shop}. */
    public static AWorkloadView of(String name) {
        return new AWorkloadView(name);
    }

    public AWorkloadView in(Mode mode) {
        this.mode = mode;
        return this;
    }

    /** Null for one that could not be judged. */
    public AWorkloadView decided(@Nullable Outcome outcome) {
        this.outcome = outcome;
        return this;
    }

    public AWorkloadView seen(AnObservation observation) {
        this.observation = observation.build();
        return this;
    }

    public WorkloadView build() {
        return new WorkloadView(
                new Autoscaler.Valid(
                        new AutoscalerId("shop", name + "-scaler", "uid", 1),
                        new TargetRef("apps/v1", "Deployment", name),
                        new AutoscalingSpec(1, 10, List.of(), null),
                        mode,
                        KernelSpec.DEFAULT),
                status(),
                outcome == null ? null : judgement(outcome));
    }

    private AutoscalerStatus status() {
        return new AutoscalerStatus(
                1,
                "Deployment/" + name,
                outcome == null ? null : Rule.QUOTA_WAIT.label().text(),
                null,
                List.of(),
                "",
                "",
                List.of(),
                Past.NONE,
                null,
                null,
                null,
                outcome == null ? "FailedGetScale" : StatusBuilder.reason(outcome),
                "test: 404",
                null,
                Instant.EPOCH,
                List.of());
    }

    private Judgement judgement(Outcome outcome) {
        return new Judgement(
                observation,
                new Assessment(Rule.QUOTA_WAIT, 1, List.of()),
                Walk.NONE,
                new Decision(
                        outcome,
                        Mode.AUTO,
                        "test",
                        new HpaResult(1, null, null, null, List.of(), List.of(), HpaState.NONE),
                        new Limits(HpaReason.READY_FOR_NEW_SCALE, HpaReason.DESIRED_WITHIN_RANGE),
                        History.NONE,
                        History.NONE));
    }
}
