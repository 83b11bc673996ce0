// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Observation.Evidence;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns two consecutive reports of one agent into rates. Agents never reset their counters, so any two reports of one
 * epoch can be subtracted; the latest pair is used, because two seconds of thread-time are enough for a decision.
 * Whatever makes a pair unfit takes the rates away (the workload is then not observed, which holds it) and is named.
 * Pure: what it remembers travels in {@link AgentTrack}, the time is an argument.
 */
public final class RateCalculator {

    /** Older than this is all the same: stale. Keeps the subtraction from leaving the calendar. */
    private static final long MAX_AGE_MILLIS = Duration.ofDays(1).toMillis();

    private final Duration minWindow;
    private final Duration maxWindow;

    /**
     * Uses pairs of reports between {@code minWindow} and {@code maxWindow} apart.
     */
    public RateCalculator(Duration minWindow, Duration maxWindow) {
        this.minWindow = requireNonNull(minWindow, "minWindow");
        this.maxWindow = requireNonNull(maxWindow, "maxWindow");
    }

    /**
     * What the pods of a pair of reports share: the later one, the time between them, whether both count TCP, and where
     * numbers are packed.
     */
    private record Span(NodeReport report, Duration window, boolean countsTcp, VarintWriter out) {}

    /** What one report led to. */
    public record Step(AgentTrack track, List<RateIncident> incidents) {
        public Step {
            incidents = List.copyOf(incidents);
        }
    }

    /** Takes the next report of the agent that {@code track} belongs to. */
    public Step next(AgentTrack track, NodeReport report, Instant arrivedAt) {
        BaseReport base = track.base();
        if (base == null) {
            return restart(report, RateIssue.FIRST_OBSERVATION, "report " + report.sequence());
        }
        if (!base.epoch().equals(report.epoch())) {
            return restart(report, RateIssue.EPOCH_CHANGED, base.epoch() + " is now " + report.epoch());
        }
        if (report.sequence() == base.sequence()) {
            return keep(track, report, RateIssue.DUPLICATE_REPORT, "report " + report.sequence());
        }
        Duration window = Duration.ofNanos(report.monotonicNanos() - base.monotonicNanos());
        if (report.sequence() < base.sequence() || !window.isPositive()) {
            return restart(report, RateIssue.REPORT_WENT_BACK, base.sequence() + " is now " + report.sequence());
        }
        Source source = source(report);
        if (source == Source.NONE) {
            return restart(report, RateIssue.NO_SOURCE, "the agent counts no scheduler time");
        }
        if (evidence(source) != evidence(base.scheduler())) {
            return restart(report, RateIssue.SOURCE_CHANGED, base.scheduler() + " is now " + source);
        }
        if (window.compareTo(minWindow) < 0) {
            return keep(track, report, RateIssue.WINDOW_TOO_SHORT, window + " is under " + minWindow);
        }
        if (window.compareTo(maxWindow) > 0) {
            return restart(report, RateIssue.GAP, window + " is over " + maxWindow);
        }
        return subtract(base, report, window, arrivedAt.minusMillis(Math.min(report.ageMillis(), MAX_AGE_MILLIS)));
    }

    private static Step restart(NodeReport report, RateIssue issue, String detail) {
        VarintWriter out = new VarintWriter();
        List<BasePod> pods = BasePod.each(report.pods(), pod -> BasePod.of(pod, null, out));
        return new Step(
                new AgentTrack(BaseReport.of(report, pods), null),
                List.of(new RateIncident(issue, "node " + report.node(), detail)));
    }

    private static Step keep(AgentTrack track, NodeReport report, RateIssue issue, String detail) {
        return new Step(track, List.of(new RateIncident(issue, "node " + report.node(), detail)));
    }

    private static Step subtract(BaseReport base, NodeReport report, Duration window, Instant observedAt) {
        List<RateIncident> incidents = new ArrayList<>();
        Map<String, BasePod> before = byUid(base);
        Map<String, BasePod> after =
                LinkedHashMap.newLinkedHashMap(report.pods().size());
        Map<String, PodRates> rates = HashMap.newHashMap(report.pods().size());
        Span span = new Span(report, window, base.countsTcp() && countsTcp(report), new VarintWriter());
        for (PodReport pod : report.pods()) {
            if (after.containsKey(pod.uid())) {
                incidents.add(incident(RateIssue.POD_REPEATED, pod, "a second row in one report of " + report.node()));
                continue;
            }
            BasePod start = before.get(pod.uid());
            BasePod kept = BasePod.of(pod, start, span.out);
            after.put(kept.uid(), kept);
            PodRates podRates = podRates(start, pod, kept, span, incidents);
            if (podRates != null) {
                rates.put(podRates.uid(), podRates);
            }
        }
        before.values().stream()
                .filter(pod -> !after.containsKey(pod.uid()))
                .forEach(pod -> incidents.add(incident(RateIssue.POD_ENDED, pod, "no longer reported")));
        NodeRates node =
                new NodeRates(report.node(), observedAt, window, evidence(source(report)), report.cpus(), rates);
        return new Step(new AgentTrack(BaseReport.of(report, after.values()), node), incidents);
    }

    private static @Nullable PodRates podRates(
            @Nullable BasePod before, PodReport after, BasePod kept, Span span, List<RateIncident> incidents) {
        if (before == null) {
            incidents.add(incident(RateIssue.POD_APPEARED, after, "rates follow with the next report"));
            return null;
        }
        PodDifference difference =
                new PodDifference(span.report.node(), span.report.cpus(), before, after, span.window);
        RateIncident problem = difference.problem();
        if (problem != null) {
            incidents.add(problem);
            return null;
        }
        return difference.rates(span.countsTcp ? edges(before, after, kept, span, incidents) : null);
    }

    private static List<PodEdge> edges(
            BasePod before, PodReport after, BasePod kept, Span span, List<RateIncident> incidents) {
        EdgeDifference difference = new EdgeDifference(before, after, span.report.cpus(), span.window, span.out);
        List<PodEdge> edges = difference.edges(kept.edges());
        incidents.addAll(difference.incidents());
        return edges;
    }

    private static Map<String, BasePod> byUid(BaseReport base) {
        Map<String, BasePod> pods = LinkedHashMap.newLinkedHashMap(base.pods().size());
        base.pods().forEach(pod -> pods.putIfAbsent(pod.uid(), pod));
        return pods;
    }

    static RateIncident incident(RateIssue issue, PodReport pod, String detail) {
        return incident(issue, pod.uid(), pod.namespace(), pod.name(), detail);
    }

    private static RateIncident incident(RateIssue issue, BasePod pod, String detail) {
        return incident(issue, pod.uid(), pod.namespace(), pod.name(), detail);
    }

    private static RateIncident incident(
            RateIssue issue, String uid, @Nullable String namespace, @Nullable String name, String detail) {
        return new RateIncident(issue, "pod " + (name == null ? uid : namespace + "/" + name), detail);
    }

    private static Source source(NodeReport report) {
        return BaseReport.source(report.features(), Feature.SCHEDULER);
    }

    private static boolean countsTcp(NodeReport report) {
        return BaseReport.source(report.features(), Feature.TCP) != Source.NONE;
    }

    private static Evidence evidence(Source source) {
        return switch (source) {
            case TP_BTF, RAW_TP, PERF_EVENT -> Evidence.KERNEL;
            case FILES, NONE -> Evidence.FILES;
        };
    }
}
