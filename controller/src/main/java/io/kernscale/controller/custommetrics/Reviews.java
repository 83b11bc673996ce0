// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.util.Optional;

/** Asks the API server about somebody. Each call blocks for the length of a request. Thread-safe. */
public interface Reviews {

    /** Whom this bearer token belongs to; empty where it is nobody's. */
    Optional<Caller> token(String token) throws ReviewException;

    /** Whether somebody may do something. */
    Verdict access(Caller caller, Attributes attributes) throws ReviewException;

    /**
     * An answer.
     *
     * @param why the API server's words for it; often empty
     */
    record Verdict(boolean allowed, String why) {}
}
