// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/** Reads scale subresources. */
public interface ScaleSource {

    /** What a target's scale says. */
    sealed interface TargetScale {
        /**
         * What it asks for.
         *
         * @param replicas       {@code spec.replicas}
         * @param statusReplicas {@code status.replicas}: how many there are
         * @param selector       {@code status.selector}: which pods are its own; empty where it does not say
         */
        record Known(int replicas, int statusReplicas, String selector) implements TargetScale {
            public Known {
                requireNonNull(selector, "selector");
            }
        }

        /**
         * It can not be read.
         *
         * @param reason  one word for a condition: {@code FailedGetScale}
         * @param message a sentence that names the target
         */
        record Unknown(String reason, String message) implements TargetScale {
            public Unknown {
                requireNonNull(reason, "reason");
                requireNonNull(message, "message");
            }
        }
    }

    /** Asks the API server; blocks for the length of a request. */
    TargetScale read(String namespace, TargetRef target);
}
