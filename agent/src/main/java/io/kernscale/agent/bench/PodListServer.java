// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API server that knows pods' metadata, in the size that real ones have: it lists, and changes a pod now and then. */
final class PodListServer implements AutoCloseable {

    private static final long CHANGE_EVERY_MILLIS = 5_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> uids;

    private PodListServer(HttpServer server, List<String> uids) {
        this.server = server;
        this.uids = uids;
    }

    static PodListServer start(List<String> uids) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var server = new PodListServer(http, uids);
        http.createContext("/api/v1/pods", server::handle);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            if (exchange.getRequestURI().getQuery().contains("watch=true")) {
                watch(exchange);
            } else {
                write(exchange, list());
            }
        }
    }

    private void watch(HttpExchange exchange) throws IOException {
        for (int change = 0; ; change++) {
            try {
                Thread.sleep(CHANGE_EVERY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            int number = change % uids.size();
            write(exchange, "{\"type\":\"MODIFIED\",\"object\":" + pod(number, 1_001 + change) + "}\n");
        }
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private String list() {
        return IntStream.range(0, uids.size())
                .mapToObj(number -> pod(number, number))
                .collect(Collectors.joining(
                        ",",
                        "{\"kind\":\"PartialObjectMetadataList\",\"apiVersion\":\"meta.k8s.io/v1\","
                                + "\"metadata\":{\"resourceVersion\":\"1000\"},\"items\":[",
                        "]}"));
    }

    private String pod(int number, int resourceVersion) {
        return """
                {"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"web-%d-6d5f7c9b8-x2x4q",\
                "namespace":"team-%d","uid":"%s","resourceVersion":"%d","creationTimestamp":"2026-01-01T00:00:00Z",\
                "labels":{"app.kubernetes.io/name":"web-%d","pod-template-hash":"6d5f7c9b8"},\
                "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-%d-6d5f7c9b8",\
                "uid":"00000000-0000-4000-8000-000000000000","controller":true,"blockOwnerDeletion":true}],\
                "managedFields":[{"manager":"kubelet","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1",\
                "fieldsV1":{%s},"subresource":"status"}]}}""".formatted(number, number % 7, uids.get(number), resourceVersion, number, number, fields());
    }

    /** About as many managed fields as a pod with a few conditions has. */
    private static String fields() {
        return IntStream.range(0, 40)
                .mapToObj(i -> "\"f:field%d\":{\".\":{},\"f:lastTransitionTime\":{},\"f:status\":{}}".formatted(i))
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
