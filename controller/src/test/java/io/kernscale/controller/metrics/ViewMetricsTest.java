// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.decide.HoldReason;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.loop.AWorkloadView;
import io.kernscale.controller.loop.AgentView;
import io.kernscale.controller.loop.LoopView;
import io.kernscale.controller.loop.WorkloadView;
import io.kernscale.controller.spec.Mode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ViewMetricsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ViewMetrics metrics = new ViewMetrics();

    private static LoopView view(String state, String... nodes) {
        List<AgentView> agents = List.of(nodes).stream()
                .map(node -> new AgentView(node, "http://a", state, null, NOW.minusSeconds(3), 1))
                .toList();
        return new LoopView(NOW, NOW, List.of(), agents, ServiceMap.EMPTY);
    }

    @Test
    void showsTheLatestRoundAndForgetsWhoIsGone() {
        metrics.bindTo(registry);
        metrics.show(view("ok", "a", "b"));
        metrics.show(view("timeout", "a"));

        assertThat(registry.scrape())
                .contains("kernscale_agent_up{node=\"a\"} 0.0", "kernscale_agent_rates_age_seconds{node=\"a\"} 3.0")
                .doesNotContain("node=\"b\"");
    }

    private String scraped(AWorkloadView... workloads) {
        metrics.bindTo(registry);
        metrics.show(new LoopView(
                NOW, NOW, Stream.of(workloads).map(AWorkloadView::build).toList(), List.of(), ServiceMap.EMPTY));
        return registry.scrape();
    }

    @Test
    void showsLabelReasonAndModeOfEachAutoscaler() {
        String scraped = scraped(
                AWorkloadView.of("cart").in(Mode.DRY_RUN).decided(new Outcome.Hold(10, HoldReason.AT_MAX)),
                AWorkloadView.of("web"));

        assertThat(scraped)
                .contains(
                        "kernscale_workload_state{autoscaler=\"cart-scaler\",label=\"CpuBound\",mode=\"DryRun\","
                                + "namespace=\"shop\",reason=\"AtMax\",workload=\"Deployment/cart\"} 1.0",
                        "kernscale_workload_state{autoscaler=\"web-scaler\",label=\"Unknown\",mode=\"Auto\","
                                + "namespace=\"shop\",reason=\"FailedGetScale\",workload=\"Deployment/web\"} 1.0");
    }

    @Test
    void showsTheBoundsOfEachAutoscaler() {
        assertThat(scraped(AWorkloadView.of("cart")))
                .contains(
                        "kernscale_workload_replicas_min{autoscaler=\"cart-scaler\",namespace=\"shop\","
                                + "workload=\"Deployment/cart\"} 1.0",
                        "kernscale_workload_replicas_max{autoscaler=\"cart-scaler\",namespace=\"shop\","
                                + "workload=\"Deployment/cart\"} 10.0");
    }

    @Test
    void showsWhatIsDesiredByTheNameOfTheHpasControllerUntilTheObjectIsGone() {
        metrics.bindTo(registry);
        metrics.show(new LoopView(NOW, NOW, List.of(desiring("cart", 4)), List.of(), ServiceMap.EMPTY));
        String series = "horizontal_pod_autoscaler_controller_desired_replicas{hpa_name=\"cart\",namespace=\"shop\"}";
        assertThat(registry.scrape()).contains(series + " 4.0");

        metrics.show(new LoopView(NOW, NOW, List.of(desiring("web", 1)), List.of(), ServiceMap.EMPTY));

        assertThat(registry.scrape()).doesNotContain("hpa_name=\"cart\"").contains("hpa_name=\"web\"");
    }

    private static WorkloadView desiring(String name, int replicas) {
        AutoscalerId id = new AutoscalerId("shop", name, "uid-" + name, 1);
        AutoscalerStatus status = new AutoscalerStatus(
                1,
                "Deployment/" + name,
                null,
                null,
                List.of(),
                "",
                "",
                List.of(),
                Past.NONE,
                1,
                replicas,
                null,
                "Demand",
                "",
                null,
                NOW,
                List.of());
        return new WorkloadView(new Autoscaler.Invalid(id, null, "test"), status, null);
    }

    @Test
    void neverShowsTheSameGaugeTwiceWhileItChanges() throws InterruptedException {
        metrics.bindTo(registry);
        AtomicBoolean done = new AtomicBoolean();
        Thread rounds = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                metrics.show(view("ok", "a", "b", "c"));
            }
        });

        for (int i = 0; i < 500; i++) {
            registry.scrape(); // throws on duplicates
        }

        done.set(true);
        rounds.join();
    }
}
