// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import static io.kernscale.controller.culprit.AServiceMap.aServiceMap;
import static io.kernscale.controller.culprit.AServiceMap.call;
import static io.kernscale.controller.culprit.AServiceMap.peer;
import static io.kernscale.controller.culprit.AServiceMap.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.culprit.End;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.culprit.Walk;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapMetricsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MapMetrics metrics = new MapMetrics(3);

    private String scraped(ServiceMap map) {
        metrics.bindTo(registry);
        metrics.show(map);
        return registry.scrape();
    }

    @Test
    void showsAnEdgeWithItsConcurrencyRateAndLatency() {
        String edge = "{from=\"shop/Deployment/web\",port=\"80\",to=\"shop/Deployment/cart\"";
        String scraped = scraped(ServiceMap.of(aServiceMap()
                .with("web", Rule.NOTHING_SHORT, call(peer("cart"), 80, 2))
                .nodes()));

        assertThat(scraped)
                .contains(
                        "kernscale_edge_outstanding" + edge + "} 2.0",
                        "kernscale_edge_connections" + edge + "} 3.0",
                        "kernscale_edge_requests_rate" + edge + "} 200.0",
                        "kernscale_edge_failures_rate" + edge + "} 0.0",
                        // half way through [8192, 16384) µs
                        "kernscale_edge_latency_seconds{from=\"shop/Deployment/web\",port=\"80\",quantile=\"0.5\","
                                + "to=\"shop/Deployment/cart\"} 0.012288");
    }

    @Test
    void aPodThatTalksToTheWholeWorldDoesNotBecomeASeriesForEachAddress() {
        Call[] calls = IntStream.range(0, 100)
                .mapToObj(i -> call(new Peer.Outside("203.0.113." + i, null), 443, 100 - i))
                .toArray(Call[]::new);

        List<String> series = scraped(ServiceMap.of(
                        aServiceMap().with("crawler", Rule.NOTHING_SHORT, calls).nodes()))
                .lines()
                .filter(line -> line.startsWith("kernscale_edge_outstanding{"))
                .toList();

        assertThat(series)
                .hasSize(4)
                .contains("kernscale_edge_outstanding{from=\"others\",port=\"0\",to=\"others\"} 4753.0"); // 1 + … + 97
    }

    @Test
    void showsWhereAWaitEnds() {
        Walk walk = new Walk(List.of(new Culprit(End.DISK, peer("postgres"), 0.75, "web → postgres: IoBound on vda")));

        assertThat(scraped(new ServiceMap(Map.of(), Map.of(workload("web"), walk))))
                .contains("kernscale_workload_culprit{culprit=\"shop/Deployment/postgres\",end=\"IoBound\","
                        + "namespace=\"shop\",workload=\"Deployment/web\"} 0.75");
    }
}
