// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

/** Stub. */
public record Habits() {
    public static final Habits NONE = new Habits();
}
