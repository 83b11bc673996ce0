// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import java.io.IOException;

/** Finds out whose token a token is. Thread-safe. */
@FunctionalInterface
interface TokenReviews {

    /**
     * What the API server says of a token.
     *
     * @param authenticated it is good, and made for this audience
     * @param user          {@code system:serviceaccount:<namespace>:<name>} for a service account; empty otherwise
     * @param error         why it is not good; may be empty
     */
    record Review(boolean authenticated, String user, String error) {}

    /** @throws IOException when the API server cannot be asked */
    Review of(String token) throws IOException, InterruptedException;
}
