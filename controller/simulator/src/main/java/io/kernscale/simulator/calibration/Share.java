// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import java.util.Locale;

/** Where a serving thread spends its time. All shares together are its whole time. */
enum Share {
    /** On a CPU. */
    RUN,
    /** Runnable while others have the CPU. */
    WAIT,
    /** Runnable while the CPU limit is used up. */
    QUOTA,
    /** Blocked at the disk. */
    DISK,
    /** Waiting for the answer of a server that it has asked. */
    ANSWER,
    /** The rest: waiting for a request. */
    OTHER;

    /** As in a table. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
