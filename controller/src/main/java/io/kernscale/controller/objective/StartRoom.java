// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import io.kernscale.controller.collect.PodState;
import java.util.List;

/**
 * How much more room a workload needs whose pods start slowly: while one starts, those that are there carry what comes,
 * and the one that has just come carries its share cold. Each second of the start beyond a quick one's 4 takes 8 % more of
 * what is free beside what is used, {@code (1 - u) / u * (1 + 0.08 * (start - 4))}: where the objective turns out to be lax,
 * the standing has slow starters use as much as any. Example: at u = 0.8 a start of 16 s leaves
 * 1 / (1 + 0.25 * 1.96) = 0.671, at 0.9 1 / (1 + 0.111 * 1.96) = 0.821.
 */
final class StartRoom {

    private static final double ROOM_PER_SECOND = 0.08;
    private static final double STEP_PER_SECOND = 0.06;
    private static final double QUICK_SECONDS = 4;
    private static final double MOST_SECONDS = 24;

    static final double MOST_STEP = 1 + STEP_PER_SECOND * (MOST_SECONDS - QUICK_SECONDS);

    private StartRoom() {}

    /** What a workload may use whose slowest pod took so long to start. */
    static double usableRatio(double ofQuick, double startSeconds) {
        return Math.clamp(
                1 / (1 + (1 - ofQuick) / ofQuick * (1 + ROOM_PER_SECOND * slowSeconds(startSeconds))),
                Standing.LEAST_USABLE,
                Standing.MOST_USABLE);
    }

    /**
     * How much further than needed a step out goes: a replica that has just started takes its share cold, so few large
     * steps, each of which leaves every replica less loaded while the new ones warm up, cost fewer late answers than many
     * small ones. Example: a start of 16 s makes it 0.06 * 12 = 72 % more.
     */
    static double stepRatio(double startSeconds) {
        return 1 + STEP_PER_SECOND * slowSeconds(startSeconds);
    }

    /**
     * What may be used moves no faster than replicas come, or starts would make answers late, which make room, which is
     * starts: by a quick start's time over the slowest one's. Example: a quarter as fast where one takes 16 s.
     */
    static double pace(double startSeconds) {
        return QUICK_SECONDS / Math.clamp(startSeconds, QUICK_SECONDS, MOST_SECONDS);
    }

    /** How long the slowest took from its begin until it was ready; 0 where none is known. */
    static double slowestSeconds(List<PodState> pods) {
        return pods.stream()
                .flatMap(pod -> pod.facts().start().stream())
                .mapToDouble(start -> start.toMillis() / 1e3)
                .max()
                .orElse(0);
    }

    private static double slowSeconds(double startSeconds) {
        return Math.clamp(startSeconds, QUICK_SECONDS, MOST_SECONDS) - QUICK_SECONDS;
    }
}
