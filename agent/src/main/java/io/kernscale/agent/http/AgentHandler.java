// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import io.kernscale.agent.access.Access;
import io.kernscale.agent.access.Caller;
import io.kernscale.agent.access.Verdict;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Routes requests, refuses what is none of ours with one sentence, and sends the answers. Thread-safe. */
final class AgentHandler implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(AgentHandler.class.getName());
    private static final String PATHS = "/, /v1/report, /v1/pods/{uid}, /v1/status, /metrics, /healthz and /readyz";
    private static final String POD_PREFIX = "/v1/pods/";
    private static final int LONGEST_PATH = 2_048;
    private static final int MOST_HEADER_CHARS = 16 << 10;

    private final Pages pages;
    private final RequestCounts counts;
    private final Access access;
    private final Semaphore places;
    private final int maxRequests;

    AgentHandler(Pages pages, RequestCounts counts, Access access, int maxRequests) {
        this.pages = pages;
        this.counts = counts;
        this.access = access;
        this.maxRequests = maxRequests;
        this.places = new Semaphore(maxRequests);
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
            if (isProbe(path)) {
                send(exchange, answer(exchange, path)); // the kubelet's probes must not queue behind readers
            } else if (places.tryAcquire()) {
                try {
                    send(exchange, answer(exchange, path));
                } finally {
                    places.release();
                }
            } else {
                send(exchange, busy());
            }
        } catch (IOException e) {
            counts.aborted();
        }
    }

    private Answer busy() {
        return Answer.unavailable(
                "More than " + maxRequests + " requests are being answered; ask again in a second, or less often.");
    }

    private Answer answer(HttpExchange exchange, String path) {
        try {
            Optional<Answer> refusal = refusal(exchange);
            if (refusal.isEmpty()) {
                refusal = closed(exchange, path);
            }
            return refusal.isPresent() ? refusal.get() : route(exchange, path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.unavailable("The agent is shutting down.");
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "answering " + path + " failed", e);
            return Answer.sentence(
                    500, "Answering failed with " + e.getClass().getSimpleName() + "; see the agent's log.");
        }
    }

    private static Optional<Answer> refusal(HttpExchange exchange) {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return Optional.of(Answer.sentence(
                    405,
                    "The agent only answers GET and HEAD; nothing can be changed here.",
                    Map.of("Allow", "GET, HEAD")));
        }
        if (exchange.getRequestURI().toString().length() > LONGEST_PATH) {
            return Optional.of(
                    Answer.sentence(414, "No path of this agent is longer than " + LONGEST_PATH + " characters."));
        }
        if (headerChars(exchange) > MOST_HEADER_CHARS) {
            return Optional.of(Answer.sentence(
                    431, "The headers have more than " + MOST_HEADER_CHARS + " characters; send fewer."));
        }
        return Optional.empty();
    }

    /** The kubelet's probes carry no credentials, and their answers nothing worth hiding. */
    private Optional<Answer> closed(HttpExchange exchange, String path) throws InterruptedException {
        boolean open = isProbe(path) || (access.openMetrics() && path.equals("/metrics"));
        if (open || !(access.gate().check(caller(exchange)) instanceof Verdict.Refused refused)) {
            return Optional.empty();
        }
        access.refusals().add(refused, exchange.getRemoteAddress().getAddress().getHostAddress());
        int status = refused.refusal().status();
        return Optional.of(
                switch (status) {
                    case 401 -> Answer.sentence(status, refused.sentence(), Map.of("WWW-Authenticate", "Bearer"));
                    case 503 -> Answer.unavailable(refused.sentence());
                    default -> Answer.sentence(status, refused.sentence());
                });
    }

    private static Caller caller(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return new Caller(Objects.requireNonNullElse(header, ""), certificates(exchange));
    }

    private static List<X509Certificate> certificates(HttpExchange exchange) {
        if (!(exchange instanceof HttpsExchange https)) {
            return List.of();
        }
        try {
            return Arrays.stream(https.getSSLSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    private static boolean isProbe(String path) {
        return path.equals("/healthz") || path.equals("/readyz");
    }

    private static int headerChars(HttpExchange exchange) {
        int chars = 0;
        for (var header : exchange.getRequestHeaders().entrySet()) {
            for (String value : header.getValue()) {
                chars += header.getKey().length() + value.length();
            }
        }
        return chars;
    }

    private Answer route(HttpExchange exchange, String path) throws InterruptedException {
        return switch (path) {
            case "/", "/v1/report" -> pages.report(encoding(exchange));
            case "/metrics" -> pages.metrics(encoding(exchange));
            case "/v1/status" -> pages.status();
            case "/healthz" -> pages.healthz();
            case "/readyz" -> pages.readyz();
            default ->
                path.startsWith(POD_PREFIX)
                        ? pages.pod(path.substring(POD_PREFIX.length()))
                        : Answer.sentence(404, "There is no such path here; those known are " + PATHS + ".");
        };
    }

    private static Encoding encoding(HttpExchange exchange) {
        return Encoding.accepted(exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()));
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        counts.answered(answer.status());
        answer.sendTo(exchange);
    }
}
