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
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the agents, round after round, and keeps what one round must know of the one before. What a round brought is shown
 * when it is whole, so that who looks on sees each window once. One thread asks, answers come on many, anybody may look.
 */
final class AgentRounds {

    private static final Logger log = LoggerFactory.getLogger(AgentRounds.class);

    private final EndpointSource endpoints;
    private final ReportSource reports;
    private final RateCalculator calculator;
    private final InstantSource clock;
    private final LoopObserver observer;
    private final Remarks remarks = new Remarks(Duration.ofMinutes(5));
    private final Map<String, AgentTrack> tracks = new ConcurrentHashMap<>();
    private final Map<String, AgentView> views = new ConcurrentHashMap<>();
    private volatile Seen seen = new Seen(List.of(), List.of());

    /**
     * What the agents have told.
     *
     * @param rates the latest of each agent, also of those that did not answer. They age
     * @param views how each agent stands, by node
     */
    record Seen(List<NodeRates> rates, List<AgentView> views) {}

    AgentRounds(
            EndpointSource endpoints,
            ReportSource reports,
            RateCalculator calculator,
            InstantSource clock,
            LoopObserver observer) {
        this.endpoints = endpoints;
        this.reports = reports;
        this.calculator = calculator;
        this.clock = clock;
        this.observer = observer;
    }

    /** By the last whole round. */
    Seen seen() {
        return seen;
    }

    /** Asks all agents, and returns when each has answered or failed. */
    void ask() {
        Instant now = clock.instant();
        List<AgentEndpoint> agents = endpoints.endpoints();
        if (agents.isEmpty() && remarks.isNew("no agents", now)) {
            log.warn("no agents are known: no ready pod carries the label of kernscale.agents.selector, "
                    + "and kernscale.agents.fixed is empty; all workloads hold");
        }
        Set<String> nodes = agents.stream().map(AgentEndpoint::node).collect(Collectors.toSet());
        tracks.keySet().retainAll(nodes);
        views.keySet().retainAll(nodes);
        reports.poll(agents, this::guarded);
        seen = new Seen(
                tracks.values().stream()
                        .map(AgentTrack::rates)
                        .filter(Objects::nonNull)
                        .toList(),
                views.values().stream()
                        .sorted(Comparator.comparing(AgentView::node))
                        .toList());
    }

    /** A report that this program cannot work with costs its own agent's round, and nobody else's. */
    private void guarded(PollResult result) {
        try {
            take(result);
        } catch (RuntimeException e) {
            observer.failed(e);
            if (remarks.isNew("report of " + result.endpoint() + e, clock.instant())) {
                log.error("the report of {} cannot be taken: {}", result.endpoint(), e.toString(), e);
            }
        }
    }

    private void take(PollResult result) {
        observer.polled(result);
        switch (result) {
            case Answered answered -> take(answered, clock.instant());
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
