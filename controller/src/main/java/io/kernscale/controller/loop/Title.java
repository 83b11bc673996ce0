// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.Owners;
import io.kernscale.controller.collect.Owners.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an autoscaler may write its target's scale: nobody else must. What the informers know is a moment old, so before
 * the first write after a pause the API server itself is asked.
 */
final class Title {

    /** Who wrote less than this ago has been told of any newcomer by the informers since. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final OwnerSource source;

    Title(OwnerSource source) {
        this.source = source;
    }

    /** As the informers know. */
    static Optional<Problem> problem(Autoscaler.Valid autoscaler, Owners owners) {
        return owners.problem(autoscaler.id().namespace(), autoscaler.target());
    }

    /** As the API server says, where the last write is a while ago; blocks for the length of its requests. */
    Optional<Problem> freshProblem(Autoscaler.Valid autoscaler, @Nullable Instant lastScaleTime, Instant now) {
        boolean known = lastScaleTime != null && now.isBefore(lastScaleTime.plus(PAUSE));
        return known
                ? Optional.empty()
                : problem(autoscaler, source.fresh(autoscaler.id().namespace()));
    }
}
