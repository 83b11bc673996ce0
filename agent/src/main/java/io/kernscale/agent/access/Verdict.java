// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import static java.util.Objects.requireNonNull;

/** Whether a caller may read. */
public sealed interface Verdict {

    /** It may. */
    record Admitted() implements Verdict {}

    /**
     * It may not.
     *
     * @param sentence for the caller and the log: what, rule, next step; without anything secret
     */
    record Refused(Refusal refusal, String sentence) implements Verdict {
        public Refused {
            requireNonNull(refusal, "refusal");
            requireNonNull(sentence, "sentence");
        }
    }

    Verdict ADMITTED = new Admitted();
}
