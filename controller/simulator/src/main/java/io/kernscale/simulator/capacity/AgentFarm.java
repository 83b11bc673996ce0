// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.ContainerUsage;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.NodeReportWriter;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The agents of a fleet behind one socket: which node is asked shows in the loopback address that was asked. Each pod
 * uses 0.2 cores of its half; every report is made when it is asked for.
 */
final class AgentFarm implements AutoCloseable {

    private static final double CORES = 0.2;
    private static final long SWITCH_NANOS = 10_000_000;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
    }

    private final Fleet fleet;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final long start = System.nanoTime();
    private final NodeReportWriter writer = new NodeReportWriter();

    AgentFarm(Fleet fleet) throws IOException {
        this.fleet = fleet;
        this.server = HttpServer.create(new InetSocketAddress(0), 4_096);
        server.setExecutor(threads);
        server.createContext("/v1/report", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    long bytes() {
        return bytes.get();
    }

    long answers() {
        return answers.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] address = exchange.getLocalAddress().getAddress().getAddress();
        if (address[0] != 127) {
            exchange.close();
            return;
        }
        var body = new ByteArrayOutputStream(16_384);
        writer.write(report((address[2] & 255) << 8 | address[3] & 255), body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.size());
        body.writeTo(exchange.getResponseBody());
        exchange.close();
        bytes.addAndGet(body.size());
        answers.incrementAndGet();
    }

    private NodeReport report(int node) {
        long nanos = System.nanoTime() - start + 1;
        return new NodeReport(
                NodeReport.API_VERSION,
                Fleet.node(node),
                "epoch",
                nanos,
                nanos,
                0,
                16,
                List.of(new FeatureStatus(Feature.SCHEDULER, Source.TP_BTF, "")),
                fleet.podsOf(node).stream().map(pod -> row(pod, nanos)).toList(),
                List.of());
    }

    private static PodReport row(int pod, long nanos) {
        long run = (long) (nanos * CORES);
        return new PodReport(
                Fleet.uid(pod),
                PodReport.Kind.POD,
                "team",
                "app-" + pod,
                2,
                new CpuCounters(
                        run,
                        run / 50,
                        0,
                        List.of(5L, 9L, 3L, 1L),
                        new BlockedNanos(0, 0, nanos, nanos, nanos, 0),
                        nanos * 4,
                        run / SWITCH_NANOS,
                        run / SWITCH_NANOS / 4,
                        run / SWITCH_NANOS / 4,
                        0,
                        0,
                        12,
                        1,
                        0.5,
                        nanos / 100_000_000,
                        0),
                List.of(),
                List.of(),
                SampleCounters.NONE,
                null,
                134_217_728L,
                List.of(
                        new ContainerUsage("c".repeat(56) + Fleet.uid(pod).substring(0, 8), run, 134_000_000L),
                        new ContainerUsage("d".repeat(56) + Fleet.uid(pod).substring(0, 8), 0, 200_000L)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
