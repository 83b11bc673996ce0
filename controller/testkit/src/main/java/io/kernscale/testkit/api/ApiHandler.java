// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** HTTP in front of the verbs: reads a request, applies faults, routes, answers, records. */
final class ApiHandler implements HttpHandler {
    private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

    private final KubernetesApi api;
    private final Faults faults;
    private final Access access;
    private final BooleanSupplier isOpen;
    private final List<Consumer<ApiRequest>> listeners;
    private final Consumer<RecordedRequest> record;
    private final Discovery discovery;
    private final Lists lists;

    ApiHandler(
            KubernetesApi api,
            Faults faults,
            Access access,
            BooleanSupplier isOpen,
            List<Consumer<ApiRequest>> listeners,
            Consumer<RecordedRequest> record) {
        this.api = api;
        this.faults = faults;
        this.access = access;
        this.isOpen = isOpen;
        this.listeners = listeners;
        this.record = record;
        this.discovery = new Discovery(api.types);
        this.lists = new Lists(api.store);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ApiRequest request = read(exchange);
            listeners.forEach(listener -> listener.accept(request));
            try {
                faults.await(request);
                faults.check(request);
                answer(exchange, request);
            } catch (ApiFailure e) {
                record.accept(new RecordedRequest(request, e.code()));
                if (e.code() == 0) {
                    throw new IOException("connection cut on demand"); // the server closes it without an answer
                }
                send(exchange, e.code(), e.toStatus());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the server stops; the connection goes with it
            }
        }
    }

    private static ApiRequest read(HttpExchange exchange) throws IOException {
        Instant receivedAt = Instant.now();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String contentType =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
        return new ApiRequest(
                receivedAt,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query(exchange.getRequestURI().getRawQuery()),
                contentType,
                body);
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "true");
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange, ApiRequest request) throws IOException, InterruptedException {
        if (HEALTH.contains(request.path())) {
            record.accept(new RecordedRequest(request, 200));
            sendText(exchange, 200, "ok");
            return;
        }
        Optional<JsonObject> review = access.review(request);
        if (review.isPresent()) {
            record.accept(new RecordedRequest(request, 201));
            send(exchange, 201, review.get());
            return;
        }
        Optional<ResourcePath> path = ResourcePath.parse(request.path(), api.types);
        if (path.isPresent()) {
            answer(exchange, request, path.get());
            return;
        }
        Optional<JsonObject> document = discovery.document(request.path());
        record.accept(new RecordedRequest(request, document.isPresent() ? 200 : 404));
        if (document.isPresent()) {
            send(exchange, 200, document.get());
        } else {
            sendText(exchange, 404, "404 page not found\n");
        }
    }

    private void answer(HttpExchange exchange, ApiRequest request, ResourcePath path)
            throws IOException, InterruptedException {
        if (request.isWatch()) {
            watch(exchange, request, path);
            return;
        }
        JsonObject result = switch (request.method()) {
            case "GET" -> path.name().isEmpty() ? lists.list(path, request) : api.resources.get(path);
            case "POST" -> api.resources.create(path, jsonBody(path, request), request.isDryRun());
            case "PUT" -> api.resources.update(path, jsonBody(path, request), request.isDryRun());
            case "PATCH" -> patch(path, request);
            case "DELETE" -> path.name().isEmpty() ? deleteCollection(path, request) : delete(path, request);
            default -> throw new ApiFailure(405, "MethodNotAllowed", request.method() + " is not allowed here");
        };
        int status = request.method().equals("POST") ? 201 : 200;
        record.accept(new RecordedRequest(request, status));
        send(exchange, status, result);
    }

    private void watch(HttpExchange exchange, ApiRequest request, ResourcePath path)
            throws IOException, InterruptedException {
        var stream = new WatchStream(api.store, path, request, exchange.getResponseBody());
        record.accept(new RecordedRequest(request, 200));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0); // of unknown length: chunked
        stream.run(isOpen);
    }

    private JsonObject patch(ResourcePath path, ApiRequest request) {
        Patch patch = Patch.of(path.type(), request.contentType(), request.body());
        if (patch.format() == Patch.Format.APPLY
                && request.parameter("fieldManager").isEmpty()) {
            throw ApiFailure.badRequest("PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: "
                    + "is required for apply patch");
        }
        return api.resources.patch(path, patch, request.isDryRun());
    }

    private static JsonObject jsonBody(ResourcePath path, ApiRequest request) {
        String type = request.contentType().split(";", 2)[0].trim();
        if (!type.isEmpty() && !type.equals("application/json") && !type.equals("application/yaml")) {
            throw new ApiFailure(
                    415, "UnsupportedMediaType", path.type().id() + " are written as application/json, not " + type);
        }
        return type.equals("application/yaml") ? Json.parseYaml(request.body()) : request.json();
    }

    private JsonObject delete(ResourcePath path, ApiRequest request) {
        return api.resources.delete(path, deleteOptions(request), request.isDryRun());
    }

    private JsonObject deleteCollection(ResourcePath path, ApiRequest request) {
        List<JsonObject> chosen = api.store.list(path.type()).objects().stream()
                .filter(Lists.selection(path, request))
                .toList();
        for (JsonObject object : chosen) {
            ObjectKey key = ObjectKey.of(object);
            api.resources.delete(
                    new ResourcePath(path.type(), key.namespace(), key.name(), ""),
                    deleteOptions(request),
                    request.isDryRun());
        }
        return Lists.document(path.type(), api.store.revision(), chosen);
    }

    /** Options come in the body or in the query; the query is what {@code kubectl} never uses, but clients do. */
    private static JsonObject deleteOptions(ApiRequest request) {
        JsonObject options = request.body().isBlank() ? new JsonObject() : request.json();
        String grace = request.parameter("gracePeriodSeconds");
        if (!grace.isEmpty()) {
            options.addProperty("gracePeriodSeconds", Long.valueOf(grace));
        }
        String policy = request.parameter("propagationPolicy");
        if (!policy.isEmpty()) {
            options.addProperty("propagationPolicy", policy);
        }
        return options;
    }

    private static void send(HttpExchange exchange, int status, JsonElement body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        sendBytes(exchange, status, body.toString());
    }

    private static void sendText(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        sendBytes(exchange, status, body);
    }

    private static void sendBytes(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
