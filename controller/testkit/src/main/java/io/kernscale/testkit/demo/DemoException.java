// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

/** The demo cannot run here; the message is one sentence with the next step. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DemoException(String message) {
        super(message);
    }
}
