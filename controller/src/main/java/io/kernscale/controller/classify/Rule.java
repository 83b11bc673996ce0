// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

/** The rule that gave a label, with the sentence that explains it. */
public enum Rule {
    NOT_OBSERVED(Label.UNKNOWN, "no agent has fresh rates of its pods"),
    NO_CAUSES(Label.UNKNOWN, "no probes: without causes of blocking, a low CPU use can mean anything"),
    QUOTA_WAIT(Label.CPU_BOUND, "threads wait for their CPU limit"),
    AT_LIMIT(Label.CPU_BOUND, "usage has reached the CPU limit, or fills the nodes"),
    CONTENTION_WAIT(Label.CPU_BOUND, "its own threads wait for each other's CPU"),
    NEIGHBOUR_WAIT(Label.CPU_BOUND, "threads wait for a CPU that other pods use"),
    DISK_DOMINATES(Label.IO_BOUND, "working threads spend their time blocked on the disk"),
    REQUESTS_QUEUE(Label.IO_BOUND, "requests stand at the disk while the workload computes little"),
    NETWORK_DOMINATES(Label.WAITING, "working threads spend their time waiting for an answer from the network"),
    ANSWERS_DOMINATE(Label.WAITING, "the work in flight waits for answers"),
    LOCK_DOMINATES(Label.WAITING, "working threads spend their time waiting for a lock"),
    NO_WORK(Label.IDLE, "next to no CPU time, and nobody waits for any"),
    NOTHING_SHORT(Label.UNSATURATED, "work is served and nothing is short");

    private final Label label;
    private final String sentence;

    Rule(Label label, String sentence) {
        this.label = label;
        this.sentence = sentence;
    }

    public Label label() {
        return label;
    }

    /** Why the rule gives its label. */
    public String sentence() {
        return sentence;
    }
}
