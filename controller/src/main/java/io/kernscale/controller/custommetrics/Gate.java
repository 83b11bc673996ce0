// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.time.Instant;

/** Lets requests through, of whom the API server would let through. Thread-safe. */
public final class Gate {

    private final Authenticator authenticator;
    private final Authorizer authorizer;

    public Gate(TrustSource trust, Reviews reviews) {
        this.authenticator = new Authenticator(trust, reviews);
        this.authorizer = new Authorizer(reviews);
    }

    /** @throws Refusal for whoever does not say who it is, or may not */
    void pass(Request request, Attributes asked, Instant now) throws Refusal {
        authorizer.check(authenticator.authenticate(request, now), asked, now);
    }
}
