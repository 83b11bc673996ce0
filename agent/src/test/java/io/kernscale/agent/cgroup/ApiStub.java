// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kernscale.agent.kube.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** As much of a Kubernetes API server as a list and a watch of pods need; a test says what it answers. */
final class ApiStub implements AutoCloseable {
    private static final String END = "";
    private static final String STALL = "{";

    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> watchLines = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final HttpServer server;
    private volatile String list = list("1");
    private volatile int listStatus = 200;
    private volatile int watchStatus = 200;

    private ApiStub(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/api/v1/pods", this::answer);
        server.start();
    }

    static ApiStub start() throws IOException {
        return new ApiStub(0);
    }

    /** At the address of one that was closed. */
    static ApiStub startAt(int port) throws IOException {
        return new ApiStub(port);
    }

    static String pod(String uid, String namespace, String name) {
        return pod(uid, namespace, name, "{}", "10");
    }

    static String pod(String uid, String namespace, String name, String annotations, String version) {
        return """
                {"kind":"Pod","metadata":{"name":"%s","namespace":"%s","uid":"%s","resourceVersion":"%s",\
                "annotations":%s,"ownerReferences":[{"name":"x","uid":"not-mine"}]},\
                "spec":{"containers":[{"name":"c","resources":{}}]},"status":{"phase":"Running"}}""".formatted(name, namespace, uid, version, annotations);
    }

    static String list(String version, String... pods) {
        return """
                {"kind":"PodList","metadata":{"resourceVersion":"%s"},"items":[%s]}""".formatted(version, String.join(",", pods));
    }

    static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    ApiServer address() {
        return new ApiServer(URI.create("http://127.0.0.1:" + port()), Optional.empty(), Optional.empty());
    }

    int port() {
        return server.getAddress().getPort();
    }

    void lists(String json) {
        list = json;
    }

    /** Sends the head and the first bytes of a list, and then nothing, until {@link #lists} says better. */
    void stallsLists() {
        list = STALL;
    }

    void answersListsWith(int status) {
        listStatus = status;
    }

    void answersWatchesWith(int status) {
        watchStatus = status;
    }

    /** Sends text to the client that watches, now or later. */
    void send(String text) {
        watchLines.add(text);
    }

    /** Ends the watch as a server does when its time is up. */
    void endWatch() {
        watchLines.add(END);
    }

    List<String> queries() {
        return queries;
    }

    long listsAsked() {
        return queries.stream().filter(query -> !query.contains("watch=true")).count();
    }

    /** Authorization headers in order; empty for a request without. */
    List<String> tokens() {
        return tokens;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        tokens.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse(""));
        queries.add(query);
        try (exchange) {
            if (query.contains("watch=true")) {
                watch(exchange);
            } else {
                byte[] body = list.getBytes(UTF_8);
                exchange.sendResponseHeaders(listStatus, list.equals(STALL) ? 1_000 : body.length);
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
                stalled.await(list.equals(STALL) ? 10 : 0, TimeUnit.SECONDS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(HttpExchange exchange) throws IOException, InterruptedException {
        if (watchStatus != 200) {
            exchange.sendResponseHeaders(watchStatus, -1);
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        for (String text = watchLines.take(); !text.equals(END); text = watchLines.take()) {
            exchange.getResponseBody().write(text.getBytes(UTF_8));
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        stalled.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
