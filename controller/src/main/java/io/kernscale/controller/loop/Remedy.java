// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static java.util.Objects.requireNonNull;

/**
 * What becomes of a culprit.
 *
 * @param kind     in a word
 * @param sentence in a sentence, to follow the walk that leads to it
 */
public record Remedy(Kind kind, String sentence) {

    /** What becomes of a culprit. */
    public enum Kind {
        /** It is being scaled. */
        SCALES,
        /** Its KernelAutoscaler has it at the size that it is to have, or waits for the last step to take effect. */
        HOLDS,
        /** Replicas would help, and nobody will add them: no KernelAutoscaler, DryRun, or its maximum is reached. */
        OUT_OF_REACH,
        /** Replicas would not help. */
        NOT_BY_REPLICAS
    }

    public Remedy {
        requireNonNull(kind, "kind");
        requireNonNull(sentence, "sentence");
    }
}
