// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.Mode;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All latency objectives that autoscalers state, and what they ask of each workload. Immutable; one for each round.
 *
 * <p>The workloads that an objective's answers wait for share one standing: what a quick starter may use. Slow starters
 * leave more free ({@link StartRoom}); a workload that several objectives wait for follows the strictest. What is stated in
 * an object in DryRun moves none that writes.
 */
public final class Objectives {

    /** Before the first round. */
    public static final Objectives NONE = new Objectives(Map.of(), Map.of(), Map.of());

    private final Map<WorkloadKey, Followed> followed;
    private final Map<WorkloadKey, Double> startSeconds;
    private final Map<WorkloadKey, Aim> aims;

    /** One objective. */
    private record Followed(LatencyObjective objective, Standing standing, Path path) {}

    private Objectives(
            Map<WorkloadKey, Followed> followed, Map<WorkloadKey, Double> startSeconds, Map<WorkloadKey, Aim> aims) {
        this.followed = followed;
        this.startSeconds = startSeconds;
        this.aims = aims;
    }

    /** What is asked of a workload; null where no objective waits for it. */
    public @Nullable Aim aim(WorkloadKey workload) {
        return aims.get(workload);
    }

    /** How far the objective of this workload has come, to be kept for another controller; null where it has none. */
    public @Nullable Double usableRatio(WorkloadKey owner) {
        Followed one = followed.get(owner);
        return one == null ? null : (Double) one.standing.usableRatio();
    }

    /**
     * Those of the next round.
     *
     * @param starts whether the pod with this UID is starting
     */
    public Objectives next(
            List<Autoscaler> autoscalers, ServiceMap map, ClusterPods pods, Predicate<String> starts, Instant now) {
        PathReader reader = new PathReader(map, pods, starts);
        Map<WorkloadKey, Followed> next = new HashMap<>();
        for (Autoscaler autoscaler : autoscalers) {
            if (autoscaler instanceof Autoscaler.Valid valid
                    && valid.kernel().enabled()
                    && valid.kernel().latencyObjective() instanceof LatencyObjective objective) {
                next.put(valid.workload(), follow(valid, objective, reader, now));
            }
        }
        return next.isEmpty() ? NONE : of(next, startSeconds(next, pods), writing(autoscalers));
    }

    private Followed follow(Autoscaler.Valid autoscaler, LatencyObjective objective, PathReader reader, Instant now) {
        WorkloadKey owner = autoscaler.workload();
        Followed before = followed.get(owner);
        Path path = (before == null ? Path.NONE : before.path).next(owner, reader.map(), now);
        Standing standing = before != null && before.objective.equals(objective) ? before.standing : begun(autoscaler);
        return new Followed(
                objective,
                reader.read(owner, path, objective)
                        .map(reading -> standing.next(reading, objective.lateRatio(), pace(path)))
                        .orElse(standing),
                path);
    }

    /** By the starts as the round before has known them. */
    private double pace(Path path) {
        return StartRoom.pace(path.workloads().stream()
                .mapToDouble(workload -> startSeconds.getOrDefault(workload, 0.0))
                .max()
                .orElse(0));
    }

    /** Where another controller left off, else where the target saturation says. */
    private static Standing begun(Autoscaler.Valid autoscaler) {
        return Standing.at(Objects.requireNonNullElse(
                autoscaler.past().usableRatio(), 1 - autoscaler.kernel().targetSaturation()));
    }

    /** Of the workloads on any path the slowest start that was ever seen. */
    private Map<WorkloadKey, Double> startSeconds(Map<WorkloadKey, Followed> next, ClusterPods pods) {
        Map<WorkloadKey, Double> seconds = new HashMap<>();
        next.values().stream()
                .flatMap(one -> one.path.workloads().stream())
                .distinct()
                .forEach(workload -> seconds.put(
                        workload,
                        Math.max(
                                startSeconds.getOrDefault(workload, 0.0),
                                StartRoom.slowestSeconds(pods.of(workload)))));
        return seconds;
    }

    private static Set<WorkloadKey> writing(List<Autoscaler> autoscalers) {
        Set<WorkloadKey> writing = new HashSet<>();
        for (Autoscaler autoscaler : autoscalers) {
            if (autoscaler instanceof Autoscaler.Valid valid && valid.mode() == Mode.AUTO) {
                writing.add(valid.workload());
            }
        }
        return writing;
    }

    private static Objectives of(
            Map<WorkloadKey, Followed> followed, Map<WorkloadKey, Double> startSeconds, Set<WorkloadKey> writing) {
        Map<WorkloadKey, Aim> aims = new HashMap<>();
        followed.forEach((owner, one) -> one.path.workloads().forEach(workload -> {
            if (writing.contains(workload) && !writing.contains(owner)) {
                return;
            }
            double start = startSeconds.getOrDefault(workload, 0.0);
            Aim aim = new Aim(
                    owner.toString(),
                    one.objective,
                    one.standing.lateRatio(),
                    StartRoom.usableRatio(one.standing.usableRatio(), start),
                    StartRoom.stepRatio(start));
            aims.merge(workload, aim, Aim::stricter);
        }));
        return new Objectives(followed, startSeconds, aims);
    }
}
