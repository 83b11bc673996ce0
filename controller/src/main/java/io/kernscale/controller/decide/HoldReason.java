// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

/** Why a workload keeps its replicas, with a sentence for people. */
public enum HoldReason {
    SCALING_DISABLED("scaling is off while the workload has 0 replicas"),
    NOT_OBSERVED("no agent has fresh rates of its pods"),
    SIGNAL_STALE("the newest rates are too old"),
    SIGNAL_FROM_FUTURE("the clock has stepped back"),
    NO_READY_REPLICA("no replica is ready"),
    PARTIALLY_OBSERVED("not all ready pods are observed"),
    NOT_UNDERSTOOD("the data cannot tell what the workload is short of"),
    STARTING_PODS("pods have just started; their start is not load"),
    AWAITING_REPLICAS("the replicas of the last scaling are not all ready and seen for a whole window"),
    ONSET_IN_WINDOW("the load changed within the window; the next window will tell its size"),
    IO_BOUND("more replicas add contention on the disk"),
    WAITING("more replicas would wait as well"),
    LOCK_BOUND("its threads wait for a lock of its own, and spec.kernel.lockPolicy is Hold"),
    DEMAND_FITS("the demand fits the replicas"),
    NOISY_NEIGHBOUR("others on its nodes take the CPU, and it has not used up what is its own"),
    NO_GAIN("the last scale-out brought nothing"),
    METRICS_FIT("the metrics are where they should be"),
    METRICS_MISSING("the metrics have no answer"),
    POLICY("spec.kernel.labels asks to hold at this label"),
    AT_MAX("the maximum of replicas is reached"),
    AT_MIN("the minimum of replicas is reached"),
    STABILIZING("more was recommended within the stabilization window"),
    PACED("the pace of steps does not allow more now");

    private final String sentence;

    HoldReason(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
