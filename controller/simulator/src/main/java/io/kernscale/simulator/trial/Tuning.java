// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the highest target at which a scaler still meets the objective, by halving: a higher target is taken to have the
 * longer latency. Where none meets it, the lowest one stands.
 */
public final class Tuning {

    private static final int LEAST = 20;
    private static final int MOST = 95;
    private static final int STEP = 5;

    private Tuning() {}

    /**
     * A target that was found.
     *
     * @param run     at this target
     * @param score   of the run
     * @param percent the target
     */
    public record Tuned(Run run, Score score, int percent) {}

    /** Tunes one scaler for one scenario: 20 to 95 % in steps of 5. */
    public static Tuned tune(Scenario scenario, IntFunction<ScalerKind> kind, long seed) {
        int low = LEAST;
        int high = MOST + STEP;
        @Nullable Tuned best = null;
        while (high - low > STEP) {
            int middle = low + (high - low) / (2 * STEP) * STEP;
            Tuned next = tried(scenario, kind, middle, seed);
            if (next.score().objectiveMet()) {
                best = next;
                low = middle;
            } else {
                high = middle;
            }
        }
        return best == null ? tried(scenario, kind, low, seed) : best;
    }

    private static Tuned tried(Scenario scenario, IntFunction<ScalerKind> kind, int percent, long seed) {
        Run run = Trial.run(scenario, kind.apply(percent), seed);
        return new Tuned(run, Score.of(run), percent);
    }
}
