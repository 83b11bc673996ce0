// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.kernscale.controller.collect.PollFailure;
import java.io.Serial;

/** A report that did not come, or that is refused as a whole. */
final class AgentException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final PollFailure failure;

    AgentException(PollFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    PollFailure failure() {
        return failure;
    }
}
