// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

/**
 * One window on the real kernel.
 *
 * @param window         of the pod that is compared
 * @param bystanderCores that other processes of the machine took meanwhile
 */
record Round(Counters window, double bystanderCores) {
    private static final double QUIET_CORES = 0.2;

    /** Whether what the window shows is the case's own doing. */
    boolean isQuiet() {
        return bystanderCores <= QUIET_CORES;
    }
}
