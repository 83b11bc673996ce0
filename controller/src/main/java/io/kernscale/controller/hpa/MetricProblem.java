// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import java.io.Serial;

/** A metric from which no replica count follows. */
final class MetricProblem extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    MetricProblem(String message) {
        super(message);
    }
}
