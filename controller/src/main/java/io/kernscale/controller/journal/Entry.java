// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.journal;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.Inputs;
import io.kernscale.controller.hpa.MetricText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One decision.
 *
 * @param at       when
 * @param label    what the workload was taken to be short of
 * @param rule     that gave the label
 * @param replicas that there were
 * @param desired  that were decided
 * @param hpa      that the Horizontal Pod Autoscaler would have wanted; null where it has no answer
 * @param reason   why, as the enum has it
 * @param message  why, in a sentence
 * @param metrics  as they stood, each with its target
 * @param inputs   all that the decision depended on, deflated JSON, see {@link InputsJson}
 */
public record Entry(
        Instant at,
        String label,
        String rule,
        int replicas,
        int desired,
        @Nullable Integer hpa,
        String reason,
        String message,
        String metrics,
        byte[] inputs) {

    public Entry {
        requireNonNull(at, "at");
        requireNonNull(reason, "reason");
    }

    static Entry of(Inputs in, Decision decision, byte[] packed) {
        return new Entry(
                in.now(),
                in.assessment().label().text(),
                in.assessment().rule().name(),
                in.state().replicas(),
                decision.outcome().replicas(),
                decision.hpaReplicas(),
                decision.outcome().reason().name(),
                decision.message(),
                MetricText.of(decision.hpa().currentMetrics()),
                packed);
    }

    /** Whether a reader would call the decision the same. */
    boolean says(Inputs in, Decision decision) {
        return label.equals(in.assessment().label().text())
                && replicas == in.state().replicas()
                && desired == decision.outcome().replicas()
                && Objects.equals(hpa, decision.hpaReplicas())
                && reason.equals(decision.outcome().reason().name());
    }
}
