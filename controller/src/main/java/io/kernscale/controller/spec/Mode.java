// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

/** Whether decisions are carried out. */
public enum Mode {
    AUTO("Auto"),
    DRY_RUN("DryRun");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /** As in {@code spec.mode}. */
    public String text() {
        return text;
    }
}
