// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

/** What to do while the workload waits for a lock of its own. */
public enum LockPolicy {
    HOLD,
    SCALE
}
