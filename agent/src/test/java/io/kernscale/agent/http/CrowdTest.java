// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.Reports;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow and many clients cost a sentence, never a collection. */
class CrowdTest {

    private static final CollectionTiming LIVELY =
            new CollectionTiming(Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofMillis(50));

    private final RunningServer server = new RunningServer(new FakeNodeSource(), LIVELY, 8);
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    void clientsThatReadNothingStopNoCollection() throws IOException {
        NodeReport large = large();
        server.node.script = number -> large;
        server.get("/v1/report");
        for (int i = 0; i < 200; i++) {
            sockets.add(server.askAndReadNothing("/v1/report"));
        }
        await().untilAsserted(
                        () -> assertThat(server.get("/v1/report").statusCode()).isEqualTo(503));
        awaitCollections(5);
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(server.text("/v1/report")).contains("More than 8 requests");
        for (Socket socket : sockets) {
            socket.close();
        }
        await().untilAsserted(
                        () -> assertThat(server.get("/v1/report").statusCode()).isEqualTo(200));
    }

    @Test
    void clientsThatNeverFinishAskingStopNoCollection() throws IOException {
        for (int i = 0; i < 200; i++) {
            var socket = server.askAndReadNothing("/healthz");
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }
        awaitCollections(5);
        assertThat(server.get("/v1/report").statusCode()).isEqualTo(200);
    }

    @Test
    void twoHundredClientsShareTheCollections() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> ask = () -> server.get("/v1/report").statusCode();
            List<Future<Integer>> answers = clients.invokeAll(Collections.nCopies(200, ask));
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 503);
            }
        }
        awaitCollections(5);
    }

    private void awaitCollections(int more) {
        long before = server.node.collections.get();
        await().until(() -> server.node.collections.get() >= before + more);
    }

    /** Several MB, which no socket buffer holds. */
    private static NodeReport large() {
        NodeReport golden = Reports.golden();
        List<PodReport> pods = IntStream.range(0, 10_000)
                .mapToObj(i -> golden.pods().getFirst())
                .toList();
        return new NodeReport(golden.apiVersion(), "n", "e", 1, 1, 0, 1, List.of(), pods, List.of());
    }
}
