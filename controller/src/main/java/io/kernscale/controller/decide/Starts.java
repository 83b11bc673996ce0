// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.collect.PodFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What follows from how long the pods of a workload took to become ready: the slowest of them counts. */
final class Starts {

    private static final int STARTS = 15;
    private static final int TURN_STARTS = 50;
    private static final Duration LEAST = Duration.ofSeconds(90);

    private Starts() {}

    /**
     * How long to look back before a step in, by a spec that says nothing. A replica taken away too early costs the start
     * of another, so slow starters wait longer. Usual is it also where the limit is more than the request: what neighbours
     * may take at any moment carries nobody who hurries.
     */
    static Duration window(Situation situation) {
        Duration usual = situation.policy().hpa().downscaleStabilization();
        Double limit = situation.state().limitCores();
        Double request = situation.state().requestCores();
        return limit != null && limit.equals(request) ? window(situation.pods(), usual) : usual;
    }

    /**
     * The same for pods that own all that they use: fifteen starts, from a minute and a half to what is usual; where no
     * start is known, what is usual. Example: 4 s look back 90 s, 12 s 180 s, a JVM's 30 s the usual 300 s.
     */
    static Duration window(List<PodFacts> pods, Duration usual) {
        Duration window =
                slowest(pods).map(slowest -> slowest.multipliedBy(STARTS)).orElse(usual);
        Duration least = window.compareTo(LEAST) < 0 ? LEAST : window;
        return least.compareTo(usual) < 0 ? least : usual;
    }

    /**
     * How long before a step in that turns the direction, and leaves most replicas: fifty starts, from what is usual to
     * twice that; where no start is known, what is usual. Example: 4 s look back the usual 300 s, 8 s 400 s, a JVM's 30 s
     * 600 s.
     */
    static Duration turnWindow(List<PodFacts> pods, Duration usual) {
        Duration window =
                slowest(pods).map(slowest -> slowest.multipliedBy(TURN_STARTS)).orElse(usual);
        Duration most = usual.multipliedBy(2);
        Duration least = window.compareTo(usual) < 0 ? usual : window;
        return least.compareTo(most) < 0 ? least : most;
    }

    private static Optional<Duration> slowest(List<PodFacts> pods) {
        return pods.stream().flatMap(pod -> pod.start().stream()).max(Duration::compareTo);
    }
}
