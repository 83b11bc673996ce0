// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.AgentTrack;
import io.kernscale.controller.collect.EndpointSource;
import io.kernscale.controller.collect.NodeRates;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.PollResult.Answered;
import io.kernscale.controller.collect.PollResult.Failed;
import io.kernscale.controller.collect.RateCalculator;
import io.kernscale.controller.collect.RateIncident;
import io.kernscale.controller.collect.ReportSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the agents, round after round, and keeps what one round must know of the one before. Of the loop's thread. */
final class AgentRounds {

    private static final Logger log = LoggerFactory.getLogger(AgentRounds.class);

    private final EndpointSource endpoints;
    private final ReportSource reports;
    private final RateCalculator calculator;
    private final LoopObserver observer;
    private final Remarks remarks = new Remarks(Duration.ofMinutes(5));
    private final Map<String, AgentTrack> tracks = new HashMap<>();
    private final Map<String, AgentView> views = new HashMap<>();

    AgentRounds(EndpointSource endpoints, ReportSource reports, RateCalculator calculator, LoopObserver observer) {
        this.endpoints = endpoints;
        this.reports = reports;
        this.calculator = calculator;
        this.observer = observer;
    }

    /** Asks all agents; returns the latest rates of each, also of those that did not answer. They age. */
    List<NodeRates> next(Instant now) {
        List<AgentEndpoint> agents = endpoints.endpoints();
        if (agents.isEmpty() && remarks.isNew("no agents", now)) {
            log.warn("no agents are known: no ready pod carries the label of kernscale.agents.selector, "
                    + "and kernscale.agents.fixed is empty; all workloads hold");
        }
        List<String> nodes = agents.stream().map(AgentEndpoint::node).toList();
        tracks.keySet().retainAll(nodes);
        views.keySet().retainAll(nodes);
        reports.poll(agents).forEach(result -> take(result, now));
        return tracks.values().stream()
                .map(AgentTrack::rates)
                .filter(Objects::nonNull)
                .toList();
    }

    List<AgentView> views() {
        return views.values().stream()
                .sorted((a, b) -> a.node().compareTo(b.node()))
                .toList();
    }

    private void take(PollResult result, Instant now) {
        observer.polled(result);
        switch (result) {
            case Answered answered -> take(answered, now);
            case Failed failed -> show(failed.endpoint(), failed.failure().tag(), failed.message());
        }
    }

    private void take(Answered answered, Instant now) {
        String node = answered.endpoint().node();
        RateCalculator.Step step = calculator.next(tracks.getOrDefault(node, AgentTrack.NONE), answered.report(), now);
        tracks.put(node, step.track());
        step.incidents().forEach(incident -> remark(incident, now));
        answered.rejectedRows().stream()
                .filter(row -> remarks.isNew(node + row, now))
                .forEach(row -> log.warn("agent of {}: left out {}", node, row));
        show(answered.endpoint(), AgentView.OK, null);
    }

    /** Counts an incident, and says it when it is worth a line. */
    void remark(RateIncident incident, Instant now) {
        observer.incident(incident);
        if (incident.issue().notable() && remarks.isNew(incident.issue() + incident.subject(), now)) {
            log.warn("{}", incident);
        }
    }

    private void show(AgentEndpoint agent, String state, @Nullable String error) {
        AgentView before = views.get(agent.node());
        NodeRates rates = tracks.getOrDefault(agent.node(), AgentTrack.NONE).rates();
        String lastError = error == null && before != null ? before.lastError() : error;
        views.put(
                agent.node(),
                new AgentView(
                        agent.node(),
                        agent.url().toString(),
                        state,
                        lastError,
                        rates == null ? null : rates.observedAt(),
                        rates == null ? 0 : rates.pods().size()));
        boolean wasWell = before == null || before.state().equals(AgentView.OK);
        if (error != null && wasWell) {
            log.warn("agent of {} is lost: {}: {}; its pods hold", agent, state, error);
        } else if (error == null && (before == null || !wasWell)) {
            log.info("agent of {} answers", agent);
        }
    }
}
