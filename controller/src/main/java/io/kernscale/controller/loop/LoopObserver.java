// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.RateIncident;
import io.kernscale.controller.decide.Outcome;
import java.time.Duration;

/** Hears what happens in the loop; for meters. Called from several threads. */
public interface LoopObserver {

    /** An agent was asked. */
    void polled(PollResult result);

    /** Something kept rates from being computed. */
    void incident(RateIncident incident);

    /** A workload was decided upon. */
    void decided(Label label, Outcome outcome);

    /** A workload can not be decided upon, for a reason of its own. */
    void blocked(String reason);

    /** What became of one look at one autoscaler, in the Horizontal Pod Autoscaler's terms. */
    enum Action {
        SCALE_UP,
        SCALE_DOWN,
        NONE;

        static Action of(WorkloadView done) {
            Integer current = done.status().currentReplicas();
            if (done.judgement() == null || current == null) {
                return NONE;
            }
            return of(done.judgement().decision().outcome().replicas(), current);
        }

        static Action of(int desired, int current) {
            return desired == current ? NONE : desired > current ? SCALE_UP : SCALE_DOWN;
        }
    }

    /** Why nothing came of it. */
    enum Fault {
        NONE,
        /** The spec makes no sense, or cannot be followed. */
        SPEC,
        /** Something that the user has no part in. */
        INTERNAL;

        static Fault of(WorkloadView done) {
            if (done.autoscaler() instanceof Autoscaler.Invalid) {
                return SPEC;
            }
            return done.judgement() == null ? INTERNAL : NONE;
        }
    }

    /** One look at one autoscaler is over. */
    void reconciled(Action action, Fault fault, Duration duration);

    /**
     * A metric of a spec was evaluated.
     *
     * @param action   what the metric alone asks for
     * @param type     of the metric: {@code Resource}
     * @param duration its even share of the evaluation of all metrics of the spec
     */
    void metricComputed(Action action, Fault fault, String type, Duration duration);

    /** A decision was carried out, or not. */
    void acted(ScaleResult result);

    /** A status or an event could not be written. */
    void untold();

    /**
     * How many requests wait for their turn at the end of a pass.
     *
     * @param what {@code statuses} or {@code scales}
     */
    void waiting(String what, int requests);

    /** Something broke that should not. */
    void failed(Throwable error);

    /** A round is over. */
    void finished(Duration duration);
}
