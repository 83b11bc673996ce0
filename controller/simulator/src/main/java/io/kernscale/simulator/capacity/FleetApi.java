// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * As much of a Kubernetes API as the informers of a controller ask for: pods and KernelAutoscalers of a layout in chunks,
 * watches on which nothing happens, their Services where pods ask each other, the owners of ReplicaSets, scales, statuses that are taken and forgotten, and no
 * HorizontalPodAutoscalers. Thread-safe.
 */
final class FleetApi {

    private static final String EMPTY = list("", "");

    private final Layout layout;

    FleetApi(Layout layout) {
        this.layout = layout;
    }

    void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (parameter(exchange, "watch", "").equals("true")) {
            exchange.sendResponseHeaders(200, 0);
            pause();
            return;
        }
        switch (path) {
            case "/api/v1/pods" -> send(exchange, 200, chunk(exchange, layout.pods(), this::pod));
            case "/apis/kernscale.io/v1alpha1/kernelautoscalers" ->
                send(exchange, 200, chunk(exchange, layout.workloads(), this::autoscaler));
            case "/api/v1/services" -> send(exchange, 200, chunk(exchange, services(), this::service));
            case "/apis/autoscaling/v1/horizontalpodautoscalers" -> send(exchange, 200, EMPTY);
            default -> object(exchange, path);
        }
    }

    private static void object(HttpExchange exchange, String path) throws IOException {
        if (path.contains("/replicasets/")) {
            send(exchange, 200, FleetObjects.replicaSet(path));
        } else if (path.endsWith("/scale")) {
            send(exchange, 200, FleetObjects.scale(path));
        } else if (path.endsWith("/status")) {
            send(exchange, 200, "{}");
        } else {
            send(exchange, 404, "{\"code\": 404}");
        }
    }

    private int services() {
        return layout.edges() == 0 ? 0 : layout.workloads();
    }

    private String pod(int pod) {
        return FleetObjects.pod(layout, pod);
    }

    private String autoscaler(int workload) {
        return FleetObjects.autoscaler(layout, workload);
    }

    private String service(int workload) {
        return FleetObjects.service(layout, workload);
    }

    /** So long as the bench runs, nothing happens. */
    private static void pause() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String chunk(HttpExchange exchange, int size, IntFunction<String> object) {
        int from = Integer.parseInt(parameter(exchange, "continue", "0"));
        int to = Math.min(size, from + Integer.parseInt(parameter(exchange, "limit", "" + size)));
        return list(
                to < size ? Integer.toString(to) : "",
                IntStream.range(from, to).mapToObj(object).collect(Collectors.joining(",")));
    }

    private static String list(String rest, String items) {
        return """
                {"kind": "List", "apiVersion": "v1", "metadata": {"resourceVersion": "1", "continue": "%s"}, "items": [""".formatted(rest) + items + "]}";
    }

    private static String parameter(HttpExchange exchange, String name, String fallback) {
        String query = exchange.getRequestURI().getQuery();
        return Arrays.stream((query == null ? "" : query).split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst()
                .orElse(fallback);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
