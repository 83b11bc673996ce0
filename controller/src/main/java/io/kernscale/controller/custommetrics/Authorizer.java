// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import io.kernscale.controller.custommetrics.Refusal.Reason;
import io.kernscale.controller.custommetrics.Reviews.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Lets through whom the API server would: health checks and {@code system:masters} without asking, everybody else by a
 * SubjectAccessReview. Thread-safe. Source: apiserver/pkg/server/options/authorization.go.
 */
final class Authorizer {

    static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

    /** As {@code --authorization-webhook-cache-authorized-ttl} and its opposite have it. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Reviews reviews;
    private final Briefly<Question, Verdict> verdicts = new Briefly<>(REMEMBERED);

    private record Question(Caller caller, Attributes attributes) {}

    Authorizer(Reviews reviews) {
        this.reviews = reviews;
    }

    /** @throws Refusal {@code Forbidden}, or {@code InternalError} where the API server does not say */
    void check(Caller caller, Attributes attributes, Instant now) throws Refusal {
        boolean health = !attributes.isResource() && HEALTH.contains(attributes.path());
        if (health || caller.groups().contains(Caller.MASTERS)) {
            return;
        }
        Verdict verdict = verdict(caller, attributes, now);
        if (!verdict.allowed()) {
            throw new Refusal(
                    Reason.Forbidden,
                    "User \"" + caller.name() + "\" cannot " + attributes.sentence()
                            + (verdict.why().isEmpty() ? "" : ": " + verdict.why()));
        }
    }

    private Verdict verdict(Caller caller, Attributes attributes, Instant now) throws Refusal {
        try {
            return verdicts.get(new Question(caller, attributes), now, () -> reviews.access(caller, attributes));
        } catch (ReviewException e) {
            throw new Refusal(
                    Reason.InternalError,
                    "cannot find out whether \"" + caller.name() + "\" may " + attributes.sentence() + ": "
                            + e.getMessage());
        }
    }
}
