// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

/** Where a chain of waits ends. */
public enum End {
    /** A workload short of CPU: the one to scale. */
    CPU("CpuBound"),
    /** A workload short of disk: nothing to scale, the device is named. */
    DISK("IoBound"),
    /** A workload that waits for its own lock. */
    LOCK("LockBound"),
    /** A workload whose CPU others on its node take. */
    NEIGHBOUR("NoisyNeighbour"),
    /** An address outside of the cluster, a Service without pods, or a node. */
    OUTSIDE("Outside"),
    /** A workload that no agent sees, or not well enough. */
    UNOBSERVED("Unobserved"),
    /** A workload that the chain has passed already. */
    CYCLE("Cycle"),
    /** A workload that is short of nothing that the kernel can see: it holds the requests for reasons of its own. */
    NOT_SHORT("NotShort");

    private final String text;

    End(String text) {
        this.text = text;
    }

    /** As users read it. */
    public String text() {
        return text;
    }
}
