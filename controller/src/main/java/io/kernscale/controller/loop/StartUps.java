// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.StartUp;
import io.kernscale.controller.collect.StartUp.Phase;
import io.kernscale.controller.collect.StartUp.PodWindow;
import io.kernscale.controller.collect.WorkloadJoin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which pods still start, of the workloads that autoscalers name. Immutable; one for each round. */
final class StartUps {

    static final StartUps NONE = new StartUps(Map.of());

    private final Map<String, Phase> phases;

    private StartUps(Map<String, Phase> phases) {
        this.phases = phases;
    }

    /** Whether this pod's CPU use is start-up rather than load. */
    boolean starts(String podUid) {
        Phase phase = phases.get(podUid);
        return phase != null && phase.starting();
    }

    /** Those of the next round. */
    StartUps next(List<Autoscaler> autoscalers, ClusterPods pods, WorkloadJoin join, Instant now) {
        Map<String, Phase> next = new ConcurrentHashMap<>();
        autoscalers.parallelStream().forEach(autoscaler -> {
            if (autoscaler instanceof Autoscaler.Valid valid) {
                add(pods.of(valid.workload()), join, now, next);
            }
        });
        return new StartUps(Map.copyOf(next));
    }

    private void add(List<PodState> pods, WorkloadJoin join, Instant now, Map<String, Phase> next) {
        if (!isAnyYoung(pods, now)) {
            return;
        }
        Double settled = secondsPerAnswer(pods, join, now);
        for (PodState pod : pods) {
            if (isYoung(pod, now)) {
                @Nullable Phase before = phases.get(pod.uid());
                join.window(pod)
                        .map(window -> StartUp.next(before, window, settled, now))
                        .or(() -> Optional.ofNullable(before))
                        .ifPresent(phase -> next.put(pod.uid(), phase));
            }
        }
    }

    /** Mostly none is, and this is asked of all pods in each round. */
    private static boolean isAnyYoung(List<PodState> pods, Instant now) {
        for (PodState pod : pods) {
            if (isYoung(pod, now)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isYoung(PodState pod, Instant now) {
        return !StartUp.isOver(pod.facts().startTime(), pod.readyAt(), now);
    }

    /** What an answer costs the pods that have started; null where none of them gives any. */
    private @Nullable Double secondsPerAnswer(List<PodState> pods, WorkloadJoin join, Instant now) {
        double cores = 0;
        double answers = 0;
        for (PodState pod : pods) {
            PodWindow window = join.window(pod).orElse(null);
            if (window != null && pod.ready() && hasStarted(pod, now)) {
                cores += window.runCores();
                answers += Objects.requireNonNullElse(window.answersPerSecond(), 0.0);
            }
        }
        return answers > 0 ? (Double) (cores / answers) : null;
    }

    private boolean hasStarted(PodState pod, Instant now) {
        Phase phase = phases.get(pod.uid());
        return phase == null ? !isYoung(pod, now) : !phase.starting();
    }
}
