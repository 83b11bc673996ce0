// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.classify.Classification;
import io.kernscale.controller.classify.Habits;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.classify.WorkloadClassifier;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadJoin;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.collect.WorkloadState;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.spec.KernelSpec;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Labels every workload that the agents see, named by an autoscaler or not, because what one waits for may be anybody;
 * then follows the waits. Of the loop's thread, which has help: each workload is looked at by itself.
 */
final class Survey {
    private static final Set<Label> SHORT = EnumSet.of(Label.CPU_BOUND, Label.IO_BOUND, Label.WAITING);

    private final WorkloadClassifier classifier = new WorkloadClassifier();
    private final BiConsumer<WorkloadKey, RuntimeException> failures;
    private Map<WorkloadKey, Known> known = Map.of();

    /** What must be known of the window before. */
    private record Known(Label label, Habits habits) {}

    /**
     * @param failures hears of workloads that could not be labelled, on several threads at a time; they are left out, and
     *                 the others are not
     */
    Survey(BiConsumer<WorkloadKey, RuntimeException> failures) {
        this.failures = failures;
    }

    /** The map of this round. */
    ServiceMap next(WorkloadJoin join, ClusterPods pods, List<Autoscaler> autoscalers, Instant now) {
        List<Look> looks = targets(join, autoscalers).entrySet().parallelStream()
                .map(target -> look(target.getKey(), target.getValue(), join, pods, now))
                .flatMap(Optional::stream)
                .toList();
        Map<WorkloadKey, ServiceNode> nodes = HashMap.newHashMap(looks.size());
        Map<WorkloadKey, Known> next = HashMap.newHashMap(looks.size());
        for (Look look : looks) {
            WorkloadKey workload = look.observation.workload();
            Classification seen = look.seen;
            nodes.put(workload, new ServiceNode(look.observation, seen.assessment(), seen.dependencies()));
            next.put(workload, new Known(seen.assessment().label(), seen.habits()));
        }
        known = next;
        return ServiceMap.of(nodes);
    }

    /** One workload in this window. */
    private record Look(Observation observation, Classification seen) {}

    private Optional<Look> look(
            WorkloadKey workload, double targetSaturation, WorkloadJoin join, ClusterPods pods, Instant now) {
        try {
            Observation observation = join.observe(workload, now);
            return Optional.of(new Look(observation, classify(observation, pods, targetSaturation)));
        } catch (RuntimeException e) {
            failures.accept(workload, e);
            return Optional.empty();
        }
    }

    private static Map<WorkloadKey, Double> targets(WorkloadJoin join, List<Autoscaler> autoscalers) {
        Map<WorkloadKey, Double> targets = new LinkedHashMap<>();
        join.workloads().forEach(workload -> targets.put(workload, KernelSpec.DEFAULT_TARGET_SATURATION));
        for (Autoscaler autoscaler : autoscalers) {
            if (autoscaler instanceof Autoscaler.Valid valid) {
                targets.put(valid.workload(), valid.kernel().targetSaturation());
            }
        }
        return targets;
    }

    private Classification classify(Observation observation, ClusterPods pods, double targetSaturation) {
        WorkloadState state = pods.state(observation.workload(), observation.readyPods());
        @Nullable Known before = known.get(observation.workload());
        return classifier.classify(
                observation,
                state,
                targetSaturation,
                before == null ? null : before.label(),
                before == null ? Habits.NONE : before.habits(),
                this::isShort);
    }

    private boolean isShort(Peer peer) {
        return peer instanceof Peer.OfWorkload asked
                && known.get(asked.workload()) instanceof Known before
                && SHORT.contains(before.label());
    }
}
