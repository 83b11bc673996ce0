// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What to do with a workload, and why.
 *
 * @param outcome     hold, or the number to write
 * @param mode        whether it may be carried out
 * @param message     a sentence for people
 * @param hpaReplicas what the Horizontal Pod Autoscaler's rule on CPU utilization would have asked for; null where it
 *                    has no answer
 * @param history     to be handed in with the next window
 */
public record Decision(
        Outcome outcome,
        Mode mode,
        String message,
        @Nullable Integer hpaReplicas,
        History history) {

    public Decision {
        requireNonNull(outcome, "outcome");
        requireNonNull(mode, "mode");
        requireNonNull(message, "message");
        requireNonNull(history, "history");
    }
}
