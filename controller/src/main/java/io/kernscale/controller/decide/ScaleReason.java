// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

/** Why a workload's replicas change, with a sentence for people. */
public enum ScaleReason {
    DEMAND("the demand exceeds what the replicas can run"),
    EXHAUSTED("the replicas are exhausted and hide how much more is wanted"),
    LOCK_BOUND("its threads wait for a lock of its own, and each replica brings another"),
    METRICS("the metrics ask for it"),
    BELOW_MIN("the workload has fewer replicas than its minimum"),
    ABOVE_MAX("the workload has more replicas than its maximum"),
    IDLE("nothing to do"),
    LOW_DEMAND("fewer replicas can serve the demand");

    private final String sentence;

    ScaleReason(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
