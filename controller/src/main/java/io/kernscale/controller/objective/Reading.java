// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

/**
 * What one window tells of an objective.
 *
 * @param seconds   of the window, above 0
 * @param answers   given in it, 0 or more
 * @param late      of these, later than the threshold
 * @param usedRatio of the CPU of the workloads on the path, the part that was used, 0 or more
 * @param waitRatio threads of the path that waited for a CPU which replicas would bring, by requests in flight
 * @param starting  whether pods of the path are on their way, or have just come
 */
record Reading(double seconds, double answers, double late, double usedRatio, double waitRatio, boolean starting) {

    Reading {
        if (!(seconds > 0)
                || !(answers >= 0)
                || !(late >= 0 && late <= answers)
                || !(usedRatio >= 0)
                || !(waitRatio >= 0)) {
            throw new IllegalArgumentException("a window must have a length and counts of 0 or more, was: " + seconds
                    + " s, " + late + " of " + answers + " late, used " + usedRatio + ", waits " + waitRatio);
        }
    }

    double lateRatio() {
        return answers == 0 ? 0 : late / answers;
    }
}
