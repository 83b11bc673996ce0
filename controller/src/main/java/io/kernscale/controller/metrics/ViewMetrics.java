// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import static java.util.Objects.requireNonNullElse;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.loop.AgentView;
import io.kernscale.controller.loop.LoopView;
import io.kernscale.controller.loop.WorkloadView;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Shows the state after a round: agents by node, workloads by name. */
public final class ViewMetrics implements MeterBinder {

    private volatile @Nullable Families families;

    private record Families(
            GaugeFamily agents,
            GaugeFamily ages,
            GaugeFamily current,
            GaugeFamily desired,
            GaugeFamily hpa,
            GaugeFamily least,
            GaugeFamily most,
            GaugeFamily states,
            GaugeFamily autoscalers,
            GaugeFamily desiredByHpaName) {}

    @Override
    public void bindTo(MeterRegistry registry) {
        families = new Families(
                new GaugeFamily(registry, "kernscale.agent.up", null, "1 when the agent answered the last question"),
                new GaugeFamily(registry, "kernscale.agent.rates.age", "seconds", "age of an agent's latest rates"),
                new GaugeFamily(registry, "kernscale.workload.replicas", null, "replicas that the scale asks for"),
                new GaugeFamily(
                        registry, "kernscale.workload.replicas.desired", null, "replicas that the last decision wants"),
                new GaugeFamily(
                        registry, "kernscale.workload.replicas.hpa", null, "replicas that the HPA's rule would want"),
                new GaugeFamily(registry, "kernscale.workload.replicas.min", null, "the spec's bound"),
                new GaugeFamily(registry, "kernscale.workload.replicas.max", null, "the spec's bound"),
                new GaugeFamily(
                        registry,
                        "kernscale.workload.state",
                        null,
                        "1 for what the workload is short of, the last decision's reason, and the mode"),
                new GaugeFamily(
                        registry,
                        "horizontal.pod.autoscaler.controller.num.horizontal.pod.autoscalers",
                        null,
                        "KernelAutoscalers that are looked at"),
                new GaugeFamily(
                        registry,
                        "horizontal.pod.autoscaler.controller.desired.replicas",
                        null,
                        "replicas that the last decision wants, by the labels of the HPA's controller"));
    }

    /** Takes over what a round left behind. */
    public void show(LoopView view) {
        Families shown = families;
        if (shown == null) {
            return;
        }
        Instant now = view.finishedAt();
        shown.agents.show(values(view.agents(), ViewMetrics::tags, ViewMetrics::up));
        shown.ages.show(values(view.agents(), ViewMetrics::tags, agent -> ageSeconds(agent, now)));
        shown.current.show(replicas(view, ViewMetrics::tags, AutoscalerStatus::currentReplicas));
        shown.desired.show(replicas(view, ViewMetrics::tags, AutoscalerStatus::desiredReplicas));
        shown.hpa.show(replicas(view, ViewMetrics::tags, AutoscalerStatus::hpaReplicas));
        shown.least.show(bounds(view, AutoscalingSpec::minReplicas));
        shown.most.show(bounds(view, AutoscalingSpec::maxReplicas));
        shown.states.show(values(view.workloads(), ViewMetrics::state, workload -> 1.0));
        shown.autoscalers.show(Map.of(Tags.empty(), (double) view.workloads().size()));
        shown.desiredByHpaName.show(replicas(view, ViewMetrics::hpaTags, AutoscalerStatus::desiredReplicas));
    }

    private static Map<Tags, Double> replicas(
            LoopView view, Function<WorkloadView, Tags> tags, Function<AutoscalerStatus, @Nullable Integer> value) {
        return values(view.workloads(), tags, workload -> {
            Integer replicas = value.apply(workload.status());
            return replicas == null ? null : replicas.doubleValue();
        });
    }

    private static Map<Tags, Double> bounds(LoopView view, ToIntFunction<AutoscalingSpec> bound) {
        return values(
                view.workloads(),
                ViewMetrics::tags,
                workload -> workload.autoscaler() instanceof Autoscaler.Valid valid
                        ? (Double) (double) bound.applyAsInt(valid.spec())
                        : null);
    }

    /** Label and reason as the status has them; what makes no sense has no mode either. */
    private static Tags state(WorkloadView workload) {
        return tags(workload)
                .and(
                        "label",
                        requireNonNullElse(workload.status().label(), Label.UNKNOWN.text()),
                        "reason",
                        workload.status().reason(),
                        "mode",
                        workload.autoscaler() instanceof Autoscaler.Valid valid
                                ? valid.mode().text()
                                : "");
    }

    private static <T> Map<Tags, Double> values(
            List<T> items, Function<T, Tags> tags, Function<T, @Nullable Double> value) {
        Map<Tags, Double> values = new HashMap<>();
        for (T item : items) {
            Double number = value.apply(item);
            if (number != null) {
                values.put(tags.apply(item), number);
            }
        }
        return values;
    }

    private static Tags tags(AgentView agent) {
        return Tags.of("node", agent.node());
    }

    /** Whose: {@code namespace}, {@code autoscaler} and {@code workload}. */
    static Tags tags(WorkloadView workload) {
        return Tags.of(
                "namespace", workload.autoscaler().id().namespace(),
                "autoscaler", workload.autoscaler().id().name(),
                "workload", workload.status().reference());
    }

    /** An object's name is one within its namespace, as an HPA's. */
    private static Tags hpaTags(WorkloadView workload) {
        return Tags.of(
                "namespace", workload.autoscaler().id().namespace(),
                "hpa_name", workload.autoscaler().id().name());
    }

    private static double up(AgentView agent) {
        return agent.state().equals(AgentView.OK) ? 1 : 0;
    }

    private static @Nullable Double ageSeconds(AgentView agent, Instant now) {
        Instant observedAt = agent.observedAt();
        return observedAt == null ? null : Duration.between(observedAt, now).toMillis() / 1e3;
    }
}
