// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

/** What to do for a workload that waits for a lock of its own. */
public enum LockPolicy {
    /** Leave it: what it is short of cannot be scaled. */
    HOLD,
    /** Add replicas, since each brings a lock of its own. */
    SCALE
}
