// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.spec.Mode;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a workload, and why.
 *
 * @param outcome    hold, or the number to write
 * @param mode       whether it may be carried out
 * @param message    a sentence for people
 * @param hpa        what the Horizontal Pod Autoscaler would have done with the same spec
 * @param limits     what keeps the outcome from being what was wanted
 * @param history    to be handed in with the next window
 * @param onceScaled the same after the outcome was carried out; equal to {@code history} where there is nothing to
 *                   carry out
 */
public record Decision(
        Outcome outcome, Mode mode, String message, HpaResult hpa, Limits limits, History history, History onceScaled) {

    public Decision {
        requireNonNull(outcome, "outcome");
        requireNonNull(mode, "mode");
        requireNonNull(message, "message");
        requireNonNull(hpa, "hpa");
        requireNonNull(limits, "limits");
        requireNonNull(history, "history");
        requireNonNull(onceScaled, "onceScaled");
    }

    /** The Horizontal Pod Autoscaler's number; null where it has no answer. */
    public @Nullable Integer hpaReplicas() {
        return hpa.failure() == null ? (Integer) hpa.desiredReplicas() : null;
    }
}
