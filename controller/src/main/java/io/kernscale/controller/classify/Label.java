// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

/** What a workload is short of. */
public enum Label {
    /** Threads run, or stand in the run queue wanting to run. */
    CPU_BOUND("CpuBound"),
    /** Working threads are blocked on the disk. */
    IO_BOUND("IoBound"),
    /** Working threads wait for an answer or for a lock. */
    WAITING("Waiting"),
    /** Nothing to do. */
    IDLE("Idle"),
    /** Work is served, nothing is short. */
    UNSATURATED("Unsaturated"),
    /** The data cannot tell. */
    UNKNOWN("Unknown");

    private final String text;

    Label(String text) {
        this.text = text;
    }

    /** The label as users read it: {@code CpuBound}. */
    public String text() {
        return text;
    }
}
