// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act;

import java.io.Serial;

/** Something that could not be told. */
public final class ReportException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public ReportException(String message) {
        super(message);
    }
}
