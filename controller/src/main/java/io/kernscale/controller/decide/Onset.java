// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a step of the load out of the window in which it came.
 *
 * <p>A window's means mix what was before the step with what came after. The part after it follows from the runnable
 * threads, whose mean lies between that of the window before and the number at the end:
 * {@code ratio = (mean - before) / (end - before)}. From half a window on, the levels after the step are
 * {@code (mean - before * (1 - ratio)) / ratio}; less is too short to tell, and might be a blip.
 *
 * <p>Example: before 0.8 runnable and 0.8 run, then a mean of 24.2 runnable and 0.95 run, with 32 runnable at the end:
 * ratio 0.75, so since the step 32 were runnable and (0.95 - 0.8 * 0.25) / 0.75 = 1.0 ran.
 */
final class Onset {

    private static final double LEAST_RATIO = 0.5;
    private static final double WHOLE_RATIO = 0.95;

    private Onset() {}

    /** The levels since the step, or empty where the window holds too little of it. */
    static Optional<Levels> steady(@Nullable Levels before, Levels now, int runnableAtEnd) {
        if (before == null || before.pods() != now.pods()) {
            return Optional.of(now);
        }
        double rise = runnableAtEnd - before.runnable();
        if (rise < 2 + 3 * Math.sqrt(before.runnable())) {
            return Optional.of(now); // within the noise of a gauge
        }
        double ratio = (now.runnable() - before.runnable()) / rise;
        if (ratio >= WHOLE_RATIO) {
            return Optional.of(now);
        }
        return ratio < LEAST_RATIO ? Optional.empty() : Optional.of(now.after(before, ratio));
    }
}
