// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.NodeReportWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** An agent over real HTTP that answers what a test tells it to. */
public final class FakeAgent implements AutoCloseable {

    private final String node;
    private final String scheme;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable String authorization;
    private volatile Answer answer = exchange -> exchange.sendResponseHeaders(503, -1);

    /** How it answers. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public FakeAgent(String node) {
        this(node, null);
    }

    /** @param tls asks for clients' certificates, and insists; null for plain HTTP */
    FakeAgent(String node, @Nullable SSLContext tls) {
        this.node = node;
        this.scheme = tls == null ? "http" : "https";
        try {
            http = server(tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    private static HttpServer server(@Nullable SSLContext tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters insisting = tls.getDefaultSSLParameters();
                insisting.setNeedClientAuth(true);
                parameters.setSSLParameters(insisting);
            }
        });
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        authorization = exchange.getRequestHeaders().getFirst("Authorization");
        try (exchange) {
            answer.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public AgentEndpoint endpoint() {
        return new AgentEndpoint(
                node, URI.create(scheme + "://127.0.0.1:" + http.getAddress().getPort()));
    }

    /** That header of the last request. */
    @Nullable
    String authorization() {
        return authorization;
    }

    public int requests() {
        return requests.get();
    }

    public void answers(Answer answer) {
        this.answer = answer;
    }

    /** Asked for a report, collects a new one. */
    public void reports(Supplier<NodeReport> report) {
        answers(exchange -> send(exchange, "application/json", json(report.get())));
    }

    public void sends(String contentType, String body) {
        answers(exchange -> send(exchange, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    public void fails(int status) {
        answers(exchange -> exchange.sendResponseHeaders(status, -1));
    }

    /** Takes the request and says nothing. */
    public void hangs() {
        answers(exchange -> closed.await());
    }

    /** Says a little, then nothing. */
    public void hangsWithinTheBody() {
        answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"apiVersion\":".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            closed.await();
        });
    }

    /** Sends 100 MB of white space, as is or compressed to almost nothing. */
    public void sendsHundredMegabytes(boolean compressed) {
        answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (compressed) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            OutputStream plain = exchange.getResponseBody();
            try (OutputStream body = compressed ? new GZIPOutputStream(plain) : plain) {
                for (int i = 0; i < 100; i++) {
                    body.write(blanks);
                }
            }
        });
    }

    private static void send(HttpExchange exchange, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        exchange.sendResponseHeaders(200, compressed.size());
        exchange.getResponseBody().write(compressed.toByteArray());
    }

    private static byte[] json(NodeReport report) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new NodeReportWriter().write(report, json);
        return json.toByteArray();
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
