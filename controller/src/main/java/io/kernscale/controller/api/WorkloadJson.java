// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.DiskRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.culprit.Walk;
import io.kernscale.controller.loop.LoopView;
import io.kernscale.controller.loop.Remedies;
import io.kernscale.controller.loop.WorkloadView;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One workload as the API tells it. Absent is what is not known.
 *
 * @param namespace  of workload and autoscaler
 * @param kind       of the workload; null when the autoscaler names none
 * @param name       of the workload; null when the autoscaler names none
 * @param autoscaler name of the KernelAutoscaler; null when none names the workload
 * @param mode       {@code Auto} or {@code DryRun}
 * @param label      what the workload is short of
 * @param confidence in the label, 0..1
 * @param rule       that gave the label
 * @param evidence   the numbers behind it, in sentences
 * @param culprits   where its waits end, the largest share first; empty when it does not wait
 * @param rates      what was seen
 * @param decision   what follows; null when no autoscaler names the workload
 */
public record WorkloadJson(
        String namespace,
        @Nullable String kind,
        @Nullable String name,
        @Nullable String autoscaler,
        @Nullable String mode,
        @Nullable String label,
        @Nullable Double confidence,
        @Nullable String rule,
        List<String> evidence,
        List<CulpritJson> culprits,
        @Nullable RatesJson rates,
        @Nullable DecisionJson decision) {

    /** What the agents saw over one window. */
    public record RatesJson(
            Instant observedAt,
            long windowMillis,
            int readyPods,
            int observedPods,
            String source,
            CpuRates cpu,
            double demandCores,
            double saturation,
            List<DiskRates> disks,
            List<String> hot) {

        static RatesJson of(Observation observation) {
            return new RatesJson(
                    observation.observedAt(),
                    observation.window().toMillis(),
                    observation.readyPods(),
                    observation.observedPods(),
                    observation.evidence().name(),
                    observation.cpu(),
                    observation.cpu().demandCores(),
                    observation.cpu().saturation(),
                    observation.disks(),
                    observation.hot());
        }
    }

    /** What the controller makes of it. */
    public record DecisionJson(
            Instant at,
            @Nullable Integer currentReplicas,
            @Nullable Integer desiredReplicas,
            @Nullable Integer hpaReplicas,
            String reason,
            String message,
            @Nullable Instant lastScaleTime) {

        static DecisionJson of(AutoscalerStatus status) {
            return new DecisionJson(
                    status.decidedAt(),
                    status.currentReplicas(),
                    status.desiredReplicas(),
                    status.hpaReplicas(),
                    status.reason(),
                    status.message(),
                    status.lastScaleTime());
        }
    }

    /** All workloads that an autoscaler names, by the autoscaler's name; then all others that agents see, by theirs. */
    static List<WorkloadJson> all(LoopView view) {
        Remedies remedies = new Remedies(view.workloads());
        Set<WorkloadKey> named = new HashSet<>();
        List<WorkloadJson> all = new ArrayList<>();
        for (WorkloadView workload : view.workloads()) {
            if (workload.autoscaler() instanceof Autoscaler.Valid valid) {
                named.add(valid.workload());
            }
            all.add(of(workload, remedies));
        }
        view.map().nodes().entrySet().stream()
                .filter(node -> !named.contains(node.getKey()))
                .sorted(Comparator.comparing(node -> node.getKey().toString()))
                .forEach(node -> all.add(of(node.getKey(), node.getValue(), view.map(), remedies)));
        return all;
    }

    private static WorkloadJson of(WorkloadView view, Remedies remedies) {
        Judgement judgement = view.judgement();
        Autoscaler.Valid valid = view.autoscaler() instanceof Autoscaler.Valid v ? v : null;
        return new WorkloadJson(
                view.autoscaler().id().namespace(),
                valid == null ? null : valid.target().kind(),
                valid == null ? null : valid.target().name(),
                view.autoscaler().id().name(),
                valid == null ? null : valid.mode().text(),
                view.status().label(),
                judgement == null ? null : judgement.assessment().confidence(),
                judgement == null ? null : judgement.assessment().rule().name(),
                judgement == null ? List.of() : judgement.assessment().evidence(),
                judgement == null ? List.of() : culprits(judgement.walk(), remedies),
                judgement == null ? null : RatesJson.of(judgement.observation()),
                DecisionJson.of(view.status()));
    }

    private static WorkloadJson of(WorkloadKey workload, ServiceNode node, ServiceMap map, Remedies remedies) {
        return new WorkloadJson(
                workload.namespace(),
                workload.kind(),
                workload.name(),
                null,
                null,
                node.assessment().label().text(),
                node.assessment().confidence(),
                node.assessment().rule().name(),
                node.assessment().evidence(),
                culprits(map.walk(workload), remedies),
                RatesJson.of(node.observation()),
                null);
    }

    private static List<CulpritJson> culprits(Walk walk, Remedies remedies) {
        return walk.culprits().stream()
                .map(culprit -> CulpritJson.of(culprit, remedies))
                .toList();
    }
}
