// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

/** Whether decisions are carried out. */
public enum Mode {
    /** Decisions are written to the scale subresource. */
    AUTO,
    /** Decisions are only shown. */
    DRY_RUN
}
