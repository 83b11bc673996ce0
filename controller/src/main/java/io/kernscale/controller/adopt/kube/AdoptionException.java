// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import java.io.Serial;

/** Nothing could be done at all: the objects cannot be listed. */
public final class AdoptionException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    AdoptionException(String message) {
        super(message);
    }
}
