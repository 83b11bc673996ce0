// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import io.kernscale.controller.custommetrics.Refusal.Reason;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Turns exchanges into requests, and answers into bytes. Whatever breaks is a 500 with a sentence. */
final class HttpsHandler implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(HttpsHandler.class);

    /** Requests at once: each may ask the API server something. */
    private static final int MOST = 64;

    private final AggregatedApi api;
    private final JsonMapper mapper;
    private final Semaphore requests = new Semaphore(MOST);

    HttpsHandler(AggregatedApi api, JsonMapper mapper) {
        this.api = api;
        this.mapper = mapper;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, limited(exchange));
        }
    }

    private Reply limited(HttpExchange exchange) {
        if (!requests.tryAcquire()) {
            return new Refusal(Reason.TooManyRequests, MOST + " requests are under way; try again").reply();
        }
        try {
            return api.answer(request(exchange));
        } catch (IOException | RuntimeException e) {
            log.error("{} failed: {}", exchange.getRequestURI().getPath(), e.toString(), e);
            return new Refusal(Reason.InternalError, "the controller failed, and its log says why: " + e).reply();
        } finally {
            requests.release();
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(exchange.getRequestURI().getRawQuery()),
                headers(exchange.getRequestHeaders()),
                certificates(exchange));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> headers(Headers sent) {
        Map<String, List<String>> headers = new HashMap<>();
        sent.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return headers;
    }

    private static List<X509Certificate> certificates(HttpExchange exchange) throws IOException {
        if (!(exchange instanceof HttpsExchange https)) {
            throw new IOException("not an exchange over TLS");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Certificate certificate : https.getSSLSession().getPeerCertificates()) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it has shown none
        }
        return certificates;
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        boolean text = reply.body() instanceof String;
        byte[] body = reply.body() instanceof String words
                ? words.getBytes(StandardCharsets.UTF_8)
                : mapper.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", text ? "text/plain; charset=utf-8" : "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
