// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.io.Serial;
import java.util.Map;

/** A request that is not answered, as the API server's clients expect to hear of it: a {@code metav1.Status}. */
final class Refusal extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why, in Kubernetes' words, with the HTTP status that goes with it. */
    enum Reason {
        BadRequest(400),
        Unauthorized(401),
        Forbidden(403),
        NotFound(404),
        MethodNotAllowed(405),
        TooManyRequests(429),
        InternalError(500);

        private final int status;

        Reason(int status) {
            this.status = status;
        }
    }

    Refusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    Reply reply() {
        return new Reply(
                reason.status,
                Map.of(
                        "kind",
                        "Status",
                        "apiVersion",
                        "v1",
                        "metadata",
                        Map.of(),
                        "status",
                        "Failure",
                        "reason",
                        reason.name(),
                        "message",
                        String.valueOf(getMessage()),
                        "code",
                        reason.status));
    }
}
