// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.decide.HoldReason;
import io.kernscale.controller.decide.Outcome;
import io.kernscale.controller.loop.AWorkloadView;
import io.kernscale.controller.loop.LoopView;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkloadMetricsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CART = "{autoscaler=\"cart-scaler\",";
    private static final String WHERE = "namespace=\"shop\",workload=\"Deployment/cart\"} ";

    private static AWorkloadView judged(String name) {
        return AWorkloadView.of(name).decided(new Outcome.Hold(1, HoldReason.DEMAND_FITS));
    }

    private static String scraped(int maxWorkloads, AWorkloadView... workloads) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new WorkloadMetrics(maxWorkloads);
        metrics.bindTo(registry);
        metrics.show(new LoopView(
                NOW, NOW, Stream.of(workloads).map(AWorkloadView::build).toList(), List.of(), ServiceMap.EMPTY));
        return registry.scrape();
    }

    @Test
    void showsHowLongThreadsRanWaitedAndWereBlockedAndWhy() {
        String scraped =
                scraped(10, judged("cart").seen(anObservation().running(1, 2, 1).blocked(5, 6, 7, 8, 9)));

        assertThat(scraped)
                .contains(
                        "kernscale_workload_cpu_run_cores" + CART + WHERE + "1.0",
                        "kernscale_workload_cpu_wait_cores" + CART + "cause=\"contention\"," + WHERE + "2.0",
                        "kernscale_workload_cpu_wait_cores" + CART + "cause=\"quota\"," + WHERE + "1.0",
                        // (2 + 1) / (1 + 2 + 1)
                        "kernscale_workload_cpu_saturation_ratio" + CART + WHERE + "0.75",
                        "kernscale_workload_throttled_ratio" + CART + WHERE + "1.0",
                        "kernscale_workload_blocked_threads" + CART + "cause=\"disk\"," + WHERE + "5.0",
                        "kernscale_workload_blocked_threads" + CART + "cause=\"lock\"," + WHERE + "6.0",
                        "kernscale_workload_blocked_threads" + CART + "cause=\"network\"," + WHERE + "7.0",
                        "kernscale_workload_blocked_threads" + CART + "cause=\"poll\"," + WHERE + "8.0",
                        "kernscale_workload_blocked_threads" + CART + "cause=\"sleep\"," + WHERE + "9.0",
                        "kernscale_workload_blocked_threads" + CART + "cause=\"other\"," + WHERE + "0.0");
    }

    @Test
    void disksOfOneNameAreAddedUp() {
        String scraped = scraped(
                10, judged("cart").seen(anObservation().withDisk(40, 3, 1).withDisk(2, 0.5, 0.25)));

        assertThat(scraped)
                .contains(
                        "kernscale_workload_disk_requests_rate" + CART + "device=\"vda\"," + WHERE + "42.0",
                        "kernscale_workload_disk_pending_requests" + CART
                                + "device=\"vda\",namespace=\"shop\",place=\"queue\",workload=\"Deployment/cart\"} 3.5",
                        "kernscale_workload_disk_pending_requests" + CART
                                + "device=\"vda\",namespace=\"shop\",place=\"device\",workload=\"Deployment/cart\"} 1.25");
    }

    @Test
    void aWorkloadThatNobodySeesHasPodsAndNoZeros() {
        String scraped = scraped(10, judged("cart").seen(anObservation().withPods(3, 0)));

        assertThat(scraped)
                .contains("namespace=\"shop\",state=\"ready\",workload=\"Deployment/cart\"} 3.0")
                .contains("namespace=\"shop\",state=\"observed\",workload=\"Deployment/cart\"} 0.0")
                .doesNotContain("kernscale_workload_cpu_run_cores{");
    }

    @Test
    void aWorkloadThatCouldNotBeJudgedIsNotShown() {
        assertThat(scraped(10, AWorkloadView.of("cart"))).doesNotContain("Deployment/cart");
    }

    @Test
    void showsNoMoreWorkloadsThanAskedForAndSaysHowManyAreMissing() {
        assertThat(scraped(2, judged("a"), judged("b"), judged("c"), judged("d")))
                .contains("Deployment/a", "Deployment/b", "kernscale_workloads_unshown 2.0")
                .doesNotContain("Deployment/c", "Deployment/d");
    }
}
