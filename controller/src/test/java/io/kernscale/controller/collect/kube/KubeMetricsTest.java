// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.Failed;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.MetricReading.Values;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec.ObjectRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Custom and external metrics, over real HTTP from an adapter of the test's own. */
class KubeMetricsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String CUSTOM = "/apis/custom.metrics.k8s.io/v1beta2";

    @TempDir
    Path directory;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer adapter;
    private KubeMetrics metrics;

    @BeforeEach
    void start() throws IOException {
        adapter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        adapter.createContext("/", exchange -> {
            String uri = exchange.getRequestURI().toString();
            asked.add(uri);
            String answer = answers.get(uri);
            byte[] body = (answer == null ? "{\"kind\":\"Status\",\"message\":\"no such metric\"}" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        adapter.start();
        KubeHttp http = TestKube.http(
                directory, URI.create("http://127.0.0.1:" + adapter.getAddress().getPort()));
        metrics = new KubeMetrics(http, new KubePaths(http));
    }

    @AfterEach
    void stop() {
        adapter.stop(0);
    }

    private static MetricReading read(KubeMetrics metrics, String selector) {
        return metrics.ofPods("shop", new MetricId("queue_length", selector), "app=cart", NOW);
    }

    @Test
    void metrics_of_pods_come_by_name_in_thousandths() {
        answers.put(CUSTOM + "/namespaces/shop/pods/*/queue_length?labelSelector=app%3Dcart", """
                {"items": [
                  {"describedObject": {"name": "cart-1"}, "timestamp": "2026-01-01T11:59:50Z", "windowSeconds": 30, "value": "1500m"},
                  {"describedObject": {"name": "cart-2"}, "timestamp": "2026-01-01T11:59:40Z", "value": "2"}]}
                """);

        assertThat(metrics.ofPods("shop", new MetricId("queue_length", null), "app=cart", NOW))
                .isEqualTo(new PodSamples(Map.of(
                        "cart-1", new Sample(1_500, NOW.minusSeconds(10), Duration.ofSeconds(30)),
                        "cart-2", new Sample(2_000, NOW.minusSeconds(20), Duration.ofSeconds(60)))));
    }

    @Test
    void both_selectors_are_handed_on() {
        read(metrics, "zone in (a,b)");

        assertThat(asked.getFirst()).endsWith("?labelSelector=app%3Dcart&metricLabelSelector=zone%20in%20%28a%2Cb%29");
    }

    @Test
    void an_older_adapter_is_asked_in_its_version_from_then_on() {
        String older = "/apis/custom.metrics.k8s.io/v1beta1";
        answers.put(older, "{\"kind\":\"APIResourceList\"}");
        answers.put(older + "/namespaces/shop/pods/*/queue_length?labelSelector=app%3Dcart", """
                {"items": [{"describedObject": {"name": "cart-1"}, "timestamp": "2026-01-01T12:00:00Z", "window": "60", "value": "1"}]}
                """);

        assertThat(metrics.ofPods("shop", new MetricId("queue_length", null), "app=cart", NOW))
                .isInstanceOf(PodSamples.class);
        asked.clear();
        assertThat(metrics.ofPods("shop", new MetricId("queue_length", null), "app=cart", NOW))
                .isInstanceOf(PodSamples.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_metric_of_an_object_is_asked_by_its_resource() {
        answers.put(CUSTOM + "/namespaces/shop/deployments.apps/cart/rate", """
                {"items": [{"describedObject": {"name": "cart"}, "timestamp": "2026-01-01T12:00:00Z", "value": "20666m"}]}
                """);

        assertThat(metrics.ofObject(
                        "shop", new ObjectRef("apps/v1", "Deployment", "cart"), new MetricId("rate", null), NOW))
                .isEqualTo(new Values(List.of(20_666L), NOW));
    }

    @Test
    void a_namespace_has_a_path_of_its_own() {
        metrics.ofObject("shop", new ObjectRef("v1", "Namespace", "shop"), new MetricId("rate", null), NOW);

        assertThat(asked.getFirst()).isEqualTo(CUSTOM + "/namespaces/shop/metrics/rate");
    }

    @Test
    void all_series_of_an_external_metric_are_read() {
        answers.put("/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/jobs?labelSelector=queue%3Da", """
                {"items": [{"metricName": "jobs", "timestamp": "2026-01-01T12:00:00Z", "value": "3"},
                           {"metricName": "jobs", "timestamp": "2026-01-01T11:59:00Z", "value": "500u"}]}
                """);

        assertThat(metrics.external("shop", new MetricId("jobs", "queue=a"), NOW))
                .isEqualTo(new Values(List.of(3_000L, 1L), NOW.minusSeconds(60)));
    }

    @Test
    void nothing_measured_is_a_failure_and_not_zero() {
        answers.put("/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/jobs", "{\"items\": []}");

        assertThat(metrics.external("shop", new MetricId("jobs", null), NOW))
                .isEqualTo(new Failed("the metrics API has no values of it"));
    }

    @Test
    void what_is_no_quantity_is_a_failure() {
        answers.put("/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/jobs", """
                {"items": [{"value": "many"}]}
                """);

        assertThat(metrics.external("shop", new MetricId("jobs", null), NOW))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.message()).contains("must be a quantity", "many"));
    }

    @Test
    void a_huge_value_is_as_large_as_a_number_can_be() {
        answers.put("/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/jobs", """
                {"items": [{"timestamp": "2026-01-01T12:00:00Z", "value": "9223372036854775807"}]}
                """);

        assertThat(metrics.external("shop", new MetricId("jobs", null), NOW))
                .isEqualTo(new Values(List.of(Long.MAX_VALUE), NOW));
    }

    @Test
    void the_adapters_words_are_told() {
        assertThat(metrics.external("shop", new MetricId("jobs", null), NOW))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message()).contains("external.metrics.k8s.io", "no such metric"));
    }
}
