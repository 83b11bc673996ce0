// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.Owners.Problem;
import io.kernscale.controller.collect.Past.PastDecision;
import io.kernscale.controller.collect.ScaleSource.TargetScale;
import io.kernscale.controller.decide.Decision;
import io.kernscale.controller.decide.History;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.loop.Reconciler.Look;
import io.kernscale.controller.loop.StatusBuilder.Archived;
import io.kernscale.controller.loop.StatusBuilder.Carried;
import io.kernscale.controller.loop.WorkloadView.Judgement;
import io.kernscale.controller.spec.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out what was decided, tells of it, and remembers it. Blocks while a scale is written. Thread-safe. */
final class Execution {

    private final Leadership leadership;
    private final ScaleCache scales;
    private final Title title;
    private final ScaleWriter writer;
    private final Herald herald;
    private final Memories memories;

    Execution(
            Leadership leadership,
            ScaleCache scales,
            Title title,
            ScaleWriter writer,
            Herald herald,
            Memories memories) {
        this.leadership = leadership;
        this.scales = scales;
        this.title = title;
        this.writer = writer;
        this.herald = herald;
        this.memories = memories;
    }

    /** Where nothing could be decided. */
    WorkloadView nothing(Look<?> look, AutoscalerStatus status) {
        return finish(look, new WorkloadView(look.autoscaler(), status, null), look.memory());
    }

    /** Where it is not known whose metrics to look at. */
    WorkloadView inactive(Look<?> look, AutoscalerStatus status, String event) {
        herald.inactive(look.autoscaler(), look.memory(), status, event);
        return nothing(look, status);
    }

    /** Writes what is to be written. */
    WorkloadView carryOut(Look<Autoscaler.Valid> look, TargetScale.Known scale, Judgement judgement) {
        Autoscaler.Valid autoscaler = look.autoscaler();
        Memory memory = look.memory();
        Decision decision = judgement.decision();
        boolean auto = autoscaler.mode() == Mode.AUTO;
        boolean wanted = decision.outcome() instanceof Outcome.ScaleTo && auto && leadership.isLeader();
        @Nullable Problem other = auto ? other(look, wanted) : null;
        boolean writes = wanted && other == null;
        ScaleResult result = writes ? write(look, scale.replicas(), decision) : null;
        boolean done = result instanceof ScaleResult.Written;
        @Nullable String failure = ScaleWriter.failure(result);
        // what was wanted and not written never took place; who does not lead sees what the leader did
        History history = done ? decision.onceScaled() : decision.history();
        List<PastDecision> decisions = Archive.with(
                memory.decisions(), judgement.assessment().label(), scale.replicas(), decision, look.now());
        AutoscalerStatus status = new StatusBuilder(look)
                .decided(
                        look.round().remedies(),
                        scale,
                        judgement,
                        new Carried(done, failure, other),
                        new Archived(history, decisions));
        Memory next = new Memory(
                history,
                decisions,
                status.lastScaleTime(),
                memory.shown(),
                memory.written(),
                writes ? writer.tell(autoscaler, memory, decision, failure, look.now()) : memory.eventAt(),
                herald.culprits(
                        autoscaler, memory, judgement.walk(), look.round().remedies(), look.now()),
                memory.led());
        return finish(look, new WorkloadView(autoscaler, status, judgement), next);
    }

    /** Who else scales the target; null where nobody does. */
    private @Nullable Problem other(Look<Autoscaler.Valid> look, boolean wanted) {
        Problem known = Title.problem(look.autoscaler(), look.round().owners()).orElse(null);
        return known == null && wanted
                ? title.freshProblem(look.autoscaler(), look.memory().lastScaleTime(), look.now())
                        .orElse(null)
                : known;
    }

    private ScaleResult write(Look<Autoscaler.Valid> look, int replicas, Decision decision) {
        ScaleResult result = writer.write(look.autoscaler(), replicas, decision);
        scales.forget(look.key());
        return result;
    }

    /** Logs and tells what is news, and remembers {@code next}. */
    private WorkloadView finish(Look<?> look, WorkloadView done, Memory next) {
        Memory before = look.memory();
        herald.log(done.autoscaler(), before, done.status());
        boolean leads = leadership.isLeader();
        memories.keep(look.key(), next.leading(leads && (before.led() || done.judgement() != null)), done.status());
        if (leads) {
            herald.status(done.autoscaler(), look.key(), done.status());
        }
        return done;
    }
}
