// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.classify.Compact;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.decide.HoldReason;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.loop.Remedy.Kind;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import io.kernscale.controller.spec.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says what becomes of culprits: whether somebody scales them, and if not, why not and what to do. */
public final class Remedies {
    private static final double ALL_RATIO = 0.995;

    private final Map<WorkloadKey, WorkloadView> views = new HashMap<>();

    /** @param views what a round made of the autoscalers */
    public Remedies(List<WorkloadView> views) {
        for (WorkloadView view : views) {
            if (view.autoscaler() instanceof Autoscaler.Valid valid) {
                this.views.put(valid.workload(), view);
            }
        }
    }

    /** The culprit with its path, its share and what becomes of it. */
    public String sentence(Culprit culprit) {
        String share = culprit.share() > ALL_RATIO ? "" : " (" + Compact.percent(culprit.share()) + " of the wait)";
        return culprit.path() + share + "; " + of(culprit).sentence();
    }

    /** What becomes of it. */
    public Remedy of(Culprit culprit) {
        return switch (culprit.end()) {
            case CPU ->
                culprit.peer() instanceof Peer.OfWorkload peer
                        ? ofWorkload(peer.workload())
                        : outOfReach("it is not a workload of this cluster");
            case DISK -> not("more replicas would queue at the same disk");
            case LOCK -> not("its threads wait for each other");
            case NEIGHBOUR -> not("others on its nodes take its CPU");
            case OUTSIDE -> not("it is not a workload of this cluster");
            case UNOBSERVED -> not("no agent sees it well enough; run an agent on each of its nodes");
            case CYCLE -> not("they wait for each other");
            case NOT_SHORT -> not("it is short of nothing that the kernel sees");
        };
    }

    private Remedy ofWorkload(WorkloadKey workload) {
        WorkloadView view = views.get(workload);
        if (view == null) {
            return outOfReach("no KernelAutoscaler names it; create one to have it scaled");
        }
        Judgement judgement = view.judgement();
        if (judgement == null) {
            return outOfReach(view.status().message());
        }
        if (view.autoscaler() instanceof Autoscaler.Valid valid && valid.mode() == Mode.DRY_RUN) {
            return outOfReach("its KernelAutoscaler " + valid.id().name() + " is in DryRun");
        }
        return switch (judgement.decision().outcome()) {
            case Outcome.ScaleTo scale -> new Remedy(Kind.SCALES, "scaled to " + scale.replicas());
            case Outcome.Hold hold ->
                new Remedy(
                        hold.reason() == HoldReason.AT_MAX ? Kind.OUT_OF_REACH : Kind.HOLDS,
                        "stays at " + hold.replicas() + ": " + hold.reason().sentence());
        };
    }

    private static Remedy outOfReach(String why) {
        return new Remedy(Kind.OUT_OF_REACH, "not scaled: " + why);
    }

    private static Remedy not(String why) {
        return new Remedy(Kind.NOT_BY_REPLICAS, "not scaled: " + why);
    }
}
