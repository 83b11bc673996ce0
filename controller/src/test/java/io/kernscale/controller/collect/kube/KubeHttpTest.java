// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kernscale.controller.TestKube;
import io.kernscale.controller.config.KubeProperties;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to an API server that takes connections and says nothing, as behind a network that drops packets. */
class KubeHttpTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final AtomicInteger received = new AtomicInteger();
    private KubeHttp http;

    @BeforeEach
    void start() {
        Path kubeconfig = TestKube.kubeconfig(directory, server.uri());
        http = new KubeHttp(new KubeClients(new KubeProperties(kubeconfig, TIMEOUT)));
        server.onRequest(request -> received.incrementAndGet());
        server.faults().delay(request -> true, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** All at once, as the loop asks for the scales of many workloads. */
    private void ask(int times) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < times; i++) {
                threads.submit(() -> http.get("/version"));
            }
        }
    }

    @Test
    void asksNoMoreForAWhileAndThenAgain() throws KubeException {
        ask(16);
        assertThat(received).hasValue(16);

        ask(1_000); // one after the other 32 at once, each with its timeout, this would take ten seconds
        assertThat(received).hasValue(16);
        assertThatThrownBy(() -> http.get("/version"))
                .isInstanceOfSatisfying(
                        KubeException.class, e -> assertThat(e.status()).isZero())
                .hasMessage("GET /version: no answer from the API server: not asked again yet, "
                        + "since none of the last 16 requests was answered in time");

        server.faults().clear();
        await().ignoreExceptions().until(() -> http.get("/version").has("gitVersion"));
        assertThat(http.get("/version").has("gitVersion")).isTrue();
    }

    @Test
    void asksAgainAtOnceWhereAnAnswerIsARefusal() {
        server.faults().clear();
        server.stop();
        ask(50);

        server.resume();

        assertThat(received).hasValue(0);
        assertThat(asks()).isTrue();
    }

    private boolean asks() {
        try {
            return http.get("/version").has("gitVersion");
        } catch (KubeException e) {
            return false;
        }
    }
}
