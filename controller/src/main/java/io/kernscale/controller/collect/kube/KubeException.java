// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import java.io.Serial;

/** A request to the API server that failed, with its HTTP status; 0 when there was no answer. */
public final class KubeException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final int retryAfterSeconds;

    public KubeException(int status, String message) {
        this(status, message, 0);
    }

    /** @param retryAfterSeconds the patience that an API server asks for with status 429 */
    KubeException(int status, String message, int retryAfterSeconds) {
        super(message);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** HTTP status, 0 without an answer. */
    public int status() {
        return status;
    }

    /** The API server has said no, and would say it again. */
    public boolean isFinal() {
        return status == 403 || status == 404 || status == 405 || status == 410;
    }
}
