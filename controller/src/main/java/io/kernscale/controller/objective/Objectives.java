// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.Mode;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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

    /** One objective, and whether its owner writes. */
    private record Stated(WorkloadKey owner, Followed one, boolean writes) {

        static Stated stricter(Stated one, Stated other) {
            return one.usableRatio() <= other.usableRatio() ? one : other;
        }

        private double usableRatio() {
            return one.standing.usableRatio();
        }

        /** What it asks of a workload whose slowest start took so long. */
        Aim aim(double startSeconds) {
            return new Aim(
                    owner.toString(),
                    one.objective,
                    one.standing.lateRatio(),
                    StartRoom.usableRatio(usableRatio(), startSeconds),
                    StartRoom.stepRatio(startSeconds));
        }
    }

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
        PathReader reader = new PathReader(map, pods, starts, startSeconds);
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
        Path path = reader.path(owner, before == null ? Path.NONE : before.path, now);
        Standing standing = before != null && before.objective.equals(objective) ? before.standing : begun(autoscaler);
        return new Followed(
                objective,
                reader.read(owner, path, objective)
                        .map(reading -> standing.next(
                                reading, objective.lateRatio(), StartRoom.pace(reader.slowestSeconds(path))))
                        .orElse(standing),
                path);
    }

    /** Where another controller left off, else where the target saturation says. */
    private static Standing begun(Autoscaler.Valid autoscaler) {
        return Standing.at(Objects.requireNonNullElse(
                autoscaler.past().usableRatio(), 1 - autoscaler.kernel().targetSaturation()));
    }

    /** Of the workloads on any path the slowest start that was ever seen. */
    private Map<WorkloadKey, Double> startSeconds(Map<WorkloadKey, Followed> next, ClusterPods pods) {
        Map<WorkloadKey, Double> seconds = new HashMap<>();
        for (Set<WorkloadKey> path : paths(next.values())) {
            for (WorkloadKey workload : path) {
                seconds.computeIfAbsent(workload, same -> slowestStart(same, pods));
            }
        }
        return seconds;
    }

    private double slowestStart(WorkloadKey workload, ClusterPods pods) {
        return Math.max(startSeconds.getOrDefault(workload, 0.0), StartRoom.slowestSeconds(pods.of(workload)));
    }

    /** Each once, however many objectives have it. */
    private static Set<Set<WorkloadKey>> paths(Collection<Followed> followed) {
        Set<Set<WorkloadKey>> paths = Collections.newSetFromMap(new IdentityHashMap<>());
        followed.forEach(one -> paths.add(one.path.workloads()));
        return paths;
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
        for (Stated stated : strictest(followed, writing)) {
            for (WorkloadKey workload : stated.one.path.workloads()) {
                if (stated.writes || !writing.contains(workload)) {
                    Aim aim = stated.aim(startSeconds.getOrDefault(workload, 0.0));
                    aims.merge(workload, aim, Aim::stricter);
                }
            }
        }
        return new Objectives(followed, startSeconds, aims);
    }

    /** Of those that are stated for one path the strictest speaks for all, but none in DryRun for one that writes. */
    private static Collection<Stated> strictest(Map<WorkloadKey, Followed> followed, Set<WorkloadKey> writing) {
        Map<Set<WorkloadKey>, Integer> numbers = new IdentityHashMap<>();
        Map<Long, Stated> strictest = new LinkedHashMap<>(); // what is equally strict has an order
        followed.forEach((owner, one) -> {
            boolean writes = writing.contains(owner);
            long number = numbers.computeIfAbsent(one.path.workloads(), path -> numbers.size());
            strictest.merge(2 * number + (writes ? 1 : 0), new Stated(owner, one, writes), Stated::stricter);
        });
        return strictest.values();
    }
}
