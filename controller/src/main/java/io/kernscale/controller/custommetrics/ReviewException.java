// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.io.Serial;

/** The API server did not answer a question about somebody; it says why. */
public final class ReviewException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public ReviewException(String message) {
        super(message);
    }
}
