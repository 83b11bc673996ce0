// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Past.PastDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One workload under both: what the HorizontalPodAutoscaler did, and what Kernscale decided.
 *
 * @param reference        {@code Deployment/cart}
 * @param mode             of the KernelAutoscaler
 * @param replicas         that there are; null where nothing is known yet
 * @param hpaDesired       what the HorizontalPodAutoscaler wants now; null where there is none, or it has no number
 * @param kernscaleDesired what Kernscale wants now; null where it has not decided
 * @param label            what the workload is short of
 * @param reason           of Kernscale's number
 * @param differed         how far the two went apart over the time that the status remembers
 */
public record Comparison(
        String namespace,
        String name,
        String reference,
        String mode,
        @Nullable Integer replicas,
        @Nullable Integer hpaDesired,
        @Nullable Integer kernscaleDesired,
        @Nullable String label,
        @Nullable String reason,
        Difference differed) {

    /**
     * Over a span.
     *
     * @param span               how far the status remembers
     * @param decisions          how many different decisions it holds
     * @param differing          how many of these wanted other replicas than there were
     * @param moreReplicaMinutes replica-minutes that Kernscale would have added
     * @param lessReplicaMinutes replica-minutes that Kernscale would have saved
     */
    public record Difference(
            Duration span, int decisions, int differing, double moreReplicaMinutes, double lessReplicaMinutes) {

        /** Nothing is remembered. */
        public static final Difference NONE = new Difference(Duration.ZERO, 0, 0, 0, 0);

        private static final double MILLIS_A_MINUTE = 60_000;

        /**
         * Adds up remembered decisions, newest first, each holding until the next. Example: 5 wanted of 3 for two
         * minutes, then 2 of 3 for one: 4 replica-minutes more, 1 less.
         */
        public static Difference of(List<PastDecision> decisions, Instant now) {
            if (decisions.isEmpty()) {
                return NONE;
            }
            double more = 0;
            double less = 0;
            int differing = 0;
            Instant until = now;
            for (PastDecision decision : decisions) {
                double minutes =
                        Math.max(0, Duration.between(decision.at(), until).toMillis()) / MILLIS_A_MINUTE;
                int replicas = decision.desired() - decision.replicas();
                more += Math.max(0, replicas) * minutes;
                less += Math.max(0, -replicas) * minutes;
                differing += replicas == 0 ? 0 : 1;
                until = decision.at();
            }
            return new Difference(
                    Duration.between(decisions.getLast().at(), now), decisions.size(), differing, more, less);
        }
    }

    public Comparison {
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        requireNonNull(differed, "differed");
    }
}
