// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/** Reads scale subresources. */
public interface ScaleSource {

    /** What a target's scale says. */
    sealed interface TargetScale {
        /** So many replicas are asked for. */
        record Known(int replicas) implements TargetScale {}

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
