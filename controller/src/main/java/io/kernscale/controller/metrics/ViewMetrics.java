// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.loop.AgentView;
import io.kernscale.controller.loop.LoopView;
import io.kernscale.controller.loop.WorkloadView;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the state after a round: agents by node, workloads by name. */
public final class ViewMetrics implements MeterBinder {

    private @Nullable MultiGauge agents;
    private @Nullable MultiGauge ages;
    private @Nullable MultiGauge current;
    private @Nullable MultiGauge desired;
    private @Nullable MultiGauge hpa;

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        agents = gauge(registry, "kernscale.agent.up", "1 when the agent answered the last question");
        ages = MultiGauge.builder("kernscale.agent.rates.age")
                .description("age of an agent's latest rates")
                .baseUnit("seconds")
                .register(registry);
        current = gauge(registry, "kernscale.workload.replicas", "replicas that the scale asks for");
        desired = gauge(registry, "kernscale.workload.replicas.desired", "replicas that the last decision wants");
        hpa = gauge(registry, "kernscale.workload.replicas.hpa", "replicas that the HPA's rule would want");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Takes over what a round left behind. */
    public synchronized void show(LoopView view) {
        register(
                agents,
                rows(view.agents(), ViewMetrics::tags, agent -> agent.state().equals(AgentView.OK) ? 1 : 0));
        register(ages, rows(view.agents(), ViewMetrics::tags, agent -> ageSeconds(agent, view.finishedAt())));
        register(
                current,
                rows(view.workloads(), ViewMetrics::tags, one -> one.status().currentReplicas()));
        register(
                desired,
                rows(view.workloads(), ViewMetrics::tags, one -> one.status().desiredReplicas()));
        register(
                hpa,
                rows(view.workloads(), ViewMetrics::tags, one -> one.status().hpaReplicas()));
    }

    private static void register(@Nullable MultiGauge gauge, List<Row<?>> rows) {
        if (gauge != null) {
            gauge.register(rows, true);
        }
    }

    private static <T> List<Row<?>> rows(List<T> items, Function<T, Tags> tags, Function<T, @Nullable Number> value) {
        List<Row<?>> rows = new ArrayList<>();
        for (T item : items) {
            Number number = value.apply(item);
            if (number != null) {
                rows.add(Row.of(tags.apply(item), number));
            }
        }
        return rows;
    }

    private static Tags tags(AgentView agent) {
        return Tags.of("node", agent.node());
    }

    private static Tags tags(WorkloadView workload) {
        AutoscalerStatus status = workload.status();
        return Tags.of(
                "namespace", workload.autoscaler().id().namespace(),
                "autoscaler", workload.autoscaler().id().name(),
                "workload", status.reference());
    }

    private static @Nullable Double ageSeconds(AgentView agent, Instant now) {
        Instant observedAt = agent.observedAt();
        return observedAt == null ? null : Duration.between(observedAt, now).toMillis() / 1e3;
    }
}
