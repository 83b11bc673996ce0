// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.TargetRef;

/** Writes numbers of replicas. */
public interface Actuator {

    /**
     * One number to write.
     *
     * @param autoscaler on whose behalf
     * @param target     whose scale
     * @param from       the replicas that the decision was made for; if it is another number by now, nothing is written
     * @param to         the replicas to ask for
     */
    record ScaleRequest(AutoscalerId autoscaler, TargetRef target, int from, int to) {
        public ScaleRequest {
            requireNonNull(autoscaler, "autoscaler");
            requireNonNull(target, "target");
        }
    }

    /** What came of it. */
    sealed interface ScaleResult {
        /** The API server has the new number. */
        record Written() implements ScaleResult {}

        /**
         * Somebody else changed the workload meanwhile.
         *
         * @param replicasChanged whether it now asks for other replicas, so that the decision was made for a state that
         *                        is gone
         */
        record Conflict(boolean replicasChanged, String message) implements ScaleResult {}

        /** The API server refused, or did not answer. */
        record Refused(String message) implements ScaleResult {}
    }

    /** Writes, unless the replicas have changed: that is for the next decision to resolve. */
    ScaleResult scale(ScaleRequest request);
}
