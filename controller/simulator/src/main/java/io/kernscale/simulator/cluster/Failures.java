// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.cluster;

import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.RateIncident;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.loop.LoopObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what should not happen: a loop that breaks, and reports that it cannot use. Thread-safe. */
public final class Failures implements LoopObserver {

    private final List<String> sentences = new CopyOnWriteArrayList<>();

    /** What has happened, in sentences. */
    public List<String> sentences() {
        return List.copyOf(sentences);
    }

    @Override
    public void polled(PollResult result) {}

    @Override
    public void incident(RateIncident incident) {
        if (incident.issue().notable()) {
            sentences.add(incident.toString());
        }
    }

    @Override
    public void decided(Label label, Outcome outcome) {}

    @Override
    public void blocked(String reason) {
        sentences.add("blocked: " + reason);
    }

    @Override
    public void acted(ScaleResult result) {}

    @Override
    public void waiting(String what, int requests) {}

    @Override
    public void untold() {}

    @Override
    public void reconciled(Action action, Fault fault, Duration duration) {}

    @Override
    public void metricComputed(Action action, Fault fault, String type, Duration duration) {}

    @Override
    public void failed(Throwable error) {
        sentences.add(error.toString());
    }

    @Override
    public void finished(Duration duration) {}
}
