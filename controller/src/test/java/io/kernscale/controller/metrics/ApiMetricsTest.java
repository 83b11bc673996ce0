// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.TestKube;
import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.config.KubeProperties;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiMetricsTest {

    private static final String COUNTED = "kernscale_api_requests_total{method=\"GET\",status=";

    @TempDir
    Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ApiMetrics metrics = new ApiMetrics();

    @BeforeEach
    void bind() {
        metrics.bindTo(registry);
    }

    private KubeHttp http(URI server) {
        var properties = new KubeProperties(TestKube.kubeconfig(directory, server), Duration.ofSeconds(2));
        return new KubeHttp(new KubeClients(properties, metrics));
    }

    @Test
    void countsAnswersByStatus() throws KubeException {
        try (KubernetesApiServer server = KubernetesApiServer.start()) {
            KubeHttp http = http(server.uri());

            http.get("/api/v1/pods");
            assertThatThrownBy(() -> http.get("/api/v1/namespaces/shop/pods/web"))
                    .isInstanceOf(KubeException.class);

            assertThat(registry.scrape()).contains(COUNTED + "\"200\"} 1.0", COUNTED + "\"404\"} 1.0");
        }
    }

    @Test
    void countsRequestsThatNobodyAnswers() {
        URI gone;
        try (KubernetesApiServer server = KubernetesApiServer.start()) {
            gone = server.uri();
        }
        assertThat(registry.scrape()).contains(COUNTED + "\"none\"} 0.0");

        assertThatThrownBy(() -> http(gone).get("/api/v1/pods")).isInstanceOf(KubeException.class);

        assertThat(registry.scrape()).contains(COUNTED + "\"none\"} 1.0");
    }
}
