// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

/**
 * A rule on requests in progress, with a stable window of 60 s and a panic window of 6 s, as Knative's KPA has it:
 * {@code ceil(concurrency / target)} by the stable window; where the panic window asks for twice the ready pods or more,
 * by the panic window and never down, until that has not been so for 60 s. A step goes up to at most {@code mostUp} times
 * the ready pods, and down to half of them. Example: 10 ready, target 10, 1,000 in progress in the panic window: 100.
 *
 * @param target   requests in progress that a pod is to have
 * @param mostUp   the largest factor of a step up
 * @param mostDown the largest divisor of a step down
 */
record ConcurrencyRule(double target, double mostUp, double mostDown) {

    static final int STABLE_SECONDS = 60;
    static final int PANIC_SECONDS = 6;
    private static final double PANIC_RATIO = 2;

    /**
     * What it remembers.
     *
     * @param panickedAt when the panic window last asked for so much, in seconds; negative when it does not panic
     * @param most       replicas that it asked for since it panics
     */
    record State(double panickedAt, int most) {
        static final State CALM = new State(-1, 0);

        boolean panics() {
            return panickedAt >= 0;
        }
    }

    /**
     * What it asks for.
     *
     * @param replicas 0 or more
     * @param state    for the next time
     */
    record Wish(int replicas, State state) {}

    Wish wish(double stable, double panic, int ready, State before, double nowSeconds) {
        int pods = Math.max(1, ready);
        int mostReplicas = (int) Math.ceil(mostUp * pods);
        int leastReplicas = (int) Math.floor(pods / mostDown);
        int byStable = Math.clamp((int) Math.ceil(stable / target), leastReplicas, mostReplicas);
        int byPanic = Math.clamp((int) Math.ceil(panic / target), leastReplicas, mostReplicas);
        boolean much = Math.ceil(panic / target) / pods >= PANIC_RATIO;
        State state = much
                ? new State(nowSeconds, before.most)
                : before.panics() && nowSeconds - before.panickedAt > STABLE_SECONDS ? State.CALM : before;
        if (!state.panics()) {
            return new Wish(byStable, state);
        }
        int most = Math.max(state.most, Math.max(byStable, byPanic));
        return new Wish(most, new State(state.panickedAt, most));
    }
}
