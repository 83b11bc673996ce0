// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.kernscale.controller.act.Actuator.ScaleResult;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult;
import io.kernscale.controller.collect.RateIncident;
import io.kernscale.controller.collect.RateIssue;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.loop.LoopObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Counts what happens in the loop. What has not happened yet reads 0, where the possible tags are known. */
public final class LoopMetrics implements LoopObserver, MeterBinder {

    private static final String HPA = "horizontal.pod.autoscaler.controller.";

    /** The buckets of kube-controller-manager: 1 ms, doubled 14 times. */
    private static final Duration[] HPA_BUCKETS = IntStream.range(0, 15)
            .mapToObj(power -> Duration.ofMillis(1L << power))
            .toArray(Duration[]::new);

    /** Before the real registry is bound, counts go nowhere. */
    private volatile MeterRegistry registry = new SimpleMeterRegistry();

    /** To look a meter up by its tags costs more than to count, and each pass counts tens of thousands of times. */
    private final Map<List<?>, Counter> counters = new ConcurrentHashMap<>();

    private final Map<List<?>, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();

    @Override
    public void bindTo(MeterRegistry registry) {
        this.registry = registry;
        counters.clear();
        timers.clear();
        waiting.clear();
        waiting("statuses", 0);
        waiting("scales", 0);
        polls("ok");
        for (PollFailure failure : PollFailure.values()) {
            polls(failure.tag());
        }
        for (RateIssue issue : RateIssue.values()) {
            incidents(issue);
        }
        for (String result : new String[] {"written", "conflict", "refused"}) {
            writes(result);
        }
        rejectedRows();
        untoldCounter();
    }

    private Counter polls(String result) {
        return counters.computeIfAbsent(
                List.of("polls", result),
                key -> counter("kernscale.agent.polls", "questions to agents, by result", Tags.of("result", result)));
    }

    private Counter rejectedRows() {
        return counter("kernscale.agent.rows.rejected", "pods left out of reports for bad numbers", Tags.empty());
    }

    private Counter incidents(RateIssue issue) {
        return counter(
                "kernscale.rate.incidents", "what kept rates from being computed", Tags.of("issue", issue.tag()));
    }

    private Counter writes(String result) {
        return counter("kernscale.scale.writes", "scale writes, by result", Tags.of("result", result));
    }

    private Counter untoldCounter() {
        return counter("kernscale.status.failures", "statuses and events that could not be written", Tags.empty());
    }

    private Counter counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    @Override
    public void polled(PollResult result) {
        switch (result) {
            case PollResult.Answered answered -> {
                polls("ok").increment();
                rejectedRows().increment(answered.rejectedRows().size());
            }
            case PollResult.Failed failed -> polls(failed.failure().tag()).increment();
        }
    }

    @Override
    public void incident(RateIncident incident) {
        incidents(incident.issue()).increment();
    }

    @Override
    public void decided(Label label, Outcome outcome) {
        counters.computeIfAbsent(List.of("decided", label, outcome.reason()), key -> decisions(label, outcome))
                .increment();
    }

    private Counter decisions(Label label, Outcome outcome) {
        String action = outcome instanceof Outcome.Hold ? "hold" : "scale";
        return counter(
                "kernscale.decisions",
                "decisions, by what the workload is short of and why",
                Tags.of("label", label.text(), "action", action, "reason", tag(outcome.reason())));
    }

    @Override
    public void blocked(String reason) {
        counter(
                        "kernscale.autoscalers.blocked",
                        "rounds in which an autoscaler could not be worked with",
                        Tags.of("reason", reason))
                .increment();
    }

    /** By the names and values of kube-controller-manager. */
    @Override
    public void reconciled(Action action, Fault fault, Duration duration) {
        List<?> key = List.of("reconciled", action, fault);
        Supplier<Tags> tags = () -> Tags.of("action", tag(action), "error", tag(fault));
        String looks = "looks at KernelAutoscalers, by what came of them";
        counters.computeIfAbsent(key, same -> counter(HPA + "reconciliations", looks, tags.get()))
                .increment();
        String look = "one look at one KernelAutoscaler";
        timers.computeIfAbsent(key, same -> timer(HPA + "reconciliation.duration", look, tags.get()))
                .record(duration);
    }

    /** By the names and values of kube-controller-manager. */
    @Override
    public void metricComputed(Action action, Fault fault, String type, Duration duration) {
        List<?> key = List.of("computed", action, fault, type);
        Supplier<Tags> tags = () -> Tags.of("action", tag(action), "error", tag(fault), "metric_type", type);
        String evaluations = "evaluations of metrics, by type and what they ask for";
        counters.computeIfAbsent(key, same -> counter(HPA + "metric.computation", evaluations, tags.get()))
                .increment();
        String evaluation = "one evaluation of one metric";
        timers.computeIfAbsent(key, same -> timer(HPA + "metric.computation.duration", evaluation, tags.get()))
                .record(duration);
    }

    private Timer timer(String name, String description, Tags tags) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(HPA_BUCKETS)
                .register(registry);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void acted(ScaleResult result) {
        writes(
                        switch (result) {
                            case ScaleResult.Written written -> "written";
                            case ScaleResult.Conflict conflict -> "conflict";
                            case ScaleResult.Refused refused -> "refused";
                        })
                .increment();
    }

    @Override
    public void untold() {
        untoldCounter().increment();
    }

    @Override
    public void waiting(String what, int requests) {
        waiting.computeIfAbsent(what, this::waitingGauge).set(requests);
    }

    private AtomicInteger waitingGauge(String what) {
        AtomicInteger requests = new AtomicInteger();
        Gauge.builder("kernscale.background.waiting", requests, AtomicInteger::get)
                .description("requests to the API server that no pass waits for, and that wait for their turn")
                .tag("what", what)
                .register(registry);
        return requests;
    }

    @Override
    public void failed(Throwable error) {
        counter(
                        "kernscale.loop.failures",
                        "errors of this program",
                        Tags.of("exception", error.getClass().getSimpleName()))
                .increment();
    }

    @Override
    public void finished(Duration duration) {
        Timer.builder("kernscale.loop.round")
                .description("one round of the loop")
                .register(registry)
                .record(duration);
    }
}
