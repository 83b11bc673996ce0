// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.PodSelector;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.hpa.HpaReason;
import io.kernscale.controller.spec.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds targets of which it is not known which pods are theirs, in the Horizontal Pod Autoscaler's terms. Pods that a
 * target owns are its own, whatever else their labels fit; so only one that owns none needs a selector, and one that
 * chooses nobody else's pods.
 */
final class PodChoice {

    private final ClusterPods pods;
    private final Map<String, List<Claim>> claimsByNamespace;

    /** What an autoscaler's target calls its own by labels alone. */
    private record Claim(AutoscalerId id, PodSelector selector) {}

    /**
     * Why it is not known.
     *
     * @param event   reason of the event about it
     * @param message a sentence
     */
    record Problem(HpaReason reason, String event, String message) {}

    /** @param before what the round before made of each autoscaler: nobody waits for another's scale */
    PodChoice(ClusterPods pods, List<WorkloadView> before) {
        this.pods = pods;
        this.claimsByNamespace = before.stream()
                .flatMap(this::claim)
                .collect(Collectors.groupingBy(claim -> claim.id.namespace(), HashMap::new, Collectors.toList()));
    }

    private Stream<Claim> claim(WorkloadView view) {
        return view.autoscaler() instanceof Autoscaler.Valid valid && valid.mode() == Mode.AUTO && ownsNone(valid)
                ? PodSelector.parse(view.status().selector()).stream().map(selector -> new Claim(valid.id(), selector))
                : Stream.empty();
    }

    /** Of pods whose owners are unknown at the moment any may be its own. */
    private boolean ownsNone(Autoscaler.Valid autoscaler) {
        return pods.of(autoscaler.workload()).isEmpty()
                && pods.readyOfUnknownOwner(autoscaler.id().namespace()) == 0;
    }

    /** Empty where all is well, or where a bound decides and no pod is looked at. */
    Optional<Problem> problem(Autoscaler.Valid autoscaler, TargetScale.Known scale) {
        boolean bounded = scale.replicas() == 0
                || scale.replicas() < autoscaler.spec().minReplicas()
                || scale.replicas() > autoscaler.spec().maxReplicas();
        if (bounded || !ownsNone(autoscaler)) {
            return Optional.empty();
        }
        if (scale.selector().isBlank()) {
            return Optional.of(new Problem(
                    HpaReason.INVALID_SELECTOR,
                    "SelectorRequired",
                    autoscaler.target() + " owns no pods, and its scale has no status.selector to find them by"));
        }
        return PodSelector.parse(scale.selector())
                .map(selector -> ambiguous(autoscaler, scale.selector(), selector))
                .orElseGet(() -> Optional.of(new Problem(
                        HpaReason.INVALID_SELECTOR,
                        HpaReason.INVALID_SELECTOR.text(),
                        "status.selector of the scale of " + autoscaler.target() + " must be a label selector, was: "
                                + scale.selector())));
    }

    private Optional<Problem> ambiguous(Autoscaler.Valid autoscaler, String text, PodSelector selector) {
        AutoscalerId id = autoscaler.id();
        List<PodState> chosen = pods.withoutOwner(id.namespace()).stream()
                .filter(pod -> selector.matches(pod.network().labels()))
                .toList();
        TreeSet<String> others = claimsByNamespace.getOrDefault(id.namespace(), List.of()).stream()
                .filter(claim -> !claim.id.equals(id))
                .filter(claim -> chosen.stream()
                        .anyMatch(pod -> claim.selector.matches(pod.network().labels())))
                .map(claim -> claim.id.name())
                .collect(Collectors.toCollection(TreeSet::new));
        return autoscaler.mode() == Mode.DRY_RUN || others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        HpaReason.AMBIGUOUS_SELECTOR,
                        HpaReason.AMBIGUOUS_SELECTOR.text(),
                        "pods that " + text + " chooses are also those of KernelAutoscaler "
                                + String.join(", ", others)));
    }
}
