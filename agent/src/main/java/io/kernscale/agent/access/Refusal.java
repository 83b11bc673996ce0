// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import java.util.Locale;

/** Why somebody may not read, with the HTTP status that says so. */
public enum Refusal {
    NO_CREDENTIALS(401),
    /** The API server does not know the token, or knows it for somebody else's audience. */
    TOKEN_REFUSED(401),
    /** A good token of somebody who is not on the list. */
    USER_NOT_ALLOWED(403),
    CERTIFICATE_REFUSED(403),
    /** Who it is cannot be found out now; nobody is let in on a guess. */
    API_SERVER_AWAY(503),
    /** More unknown tokens than the API server is asked about. */
    TOO_MANY_TOKENS(503);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** As a metric's label: {@code token_refused}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
