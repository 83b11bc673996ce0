// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The agents of a fleet and its Kubernetes API behind one socket, as a program of its own: which node is asked shows in
 * the loopback address that was asked. Says its port on the first line of its output, and ends with its input.
 */
final class FleetServer {

    private final Layout layout;
    private final ReportBytes reports;
    private final AtomicLong bytes = new AtomicLong();
    private final long start = System.nanoTime();

    private FleetServer(Layout layout) {
        this.layout = layout;
        this.reports = new ReportBytes(layout);
    }

    public static void main(String[] words) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
        PrintStream out = System.out; // read by the bench
        FleetServer fleet = new FleetServer(Layout.of(words));
        HttpServer server = HttpServer.create(new InetSocketAddress(0), 4_096);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/v1/report", fleet::report);
            server.createContext("/bytes", fleet::bytes);
            server.createContext("/api", new FleetApi(fleet.layout)::answer);
            server.start();
            out.println(server.getAddress().getPort());
            System.in.transferTo(PrintStream.nullOutputStream());
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private void report(HttpExchange exchange) throws IOException {
        byte[] address = exchange.getLocalAddress().getAddress().getAddress();
        if (address[0] != 127) {
            exchange.close();
            return;
        }
        int node = (address[2] & 255) << 8 | address[3] & 255;
        byte[] report = reports.of(node, System.nanoTime() - start + 1);
        bytes.addAndGet(report.length);
        answer(exchange, "application/json", report);
    }

    /** Of all reports so far. */
    private void bytes(HttpExchange exchange) throws IOException {
        answer(exchange, "text/plain", Long.toString(bytes.get()).getBytes(US_ASCII));
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
