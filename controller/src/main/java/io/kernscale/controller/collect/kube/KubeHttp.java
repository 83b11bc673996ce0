// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the API server as plain JSON. The client's generated models refuse fields that they do not know, which a
 * newer API server has; and its {@code patch} sends a content type that the API server refuses.
 */
public final class KubeHttp {

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int MAX_REQUESTS = 32;
    private static final int TOO_MANY = 429;
    private static final int TRIES = 3;

    /** Longer than this nobody waits for an API server that asks for patience: the next round tries again. */
    private static final int MOST_PATIENCE_SECONDS = 2;

    /**
     * So many requests in a row without an answer in time, and the next ones fail at once for a moment. Else a network that
     * swallows packets would cost a round one timeout for each 32 workloads, and the loop would be taken for dead.
     */
    private static final int UNANSWERED = 16;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ApiClient client;
    private final CircuitBreaker answers = CircuitBreaker.of(
            "api-server",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(UNANSWERED)
                    .minimumNumberOfCalls(UNANSWERED)
                    .failureRateThreshold(100)
                    .waitDurationInOpenState(PAUSE)
                    .permittedNumberOfCallsInHalfOpenState(MAX_REQUESTS)
                    .build());
    private final Semaphore requests = new Semaphore(MAX_REQUESTS);

    public KubeHttp(KubeClients clients) {
        this.client = clients.forRequests();
    }

    public JsonObject get(String path) throws KubeException {
        return request("GET", path, JSON, null);
    }

    public JsonObject put(String path, JsonObject body) throws KubeException {
        return request("PUT", path, JSON, body);
    }

    public JsonObject post(String path, JsonObject body) throws KubeException {
        return request("POST", path, JSON, body);
    }

    /** With the options of the deletion, preconditions say; an empty object for none. */
    public JsonObject delete(String path, JsonObject options) throws KubeException {
        return request("DELETE", path, JSON, options);
    }

    public JsonObject mergePatch(String path, JsonObject body) throws KubeException {
        return request("PATCH", path, MERGE_PATCH, body);
    }

    /** An API server that is short of capacity says when to come again; that is done before anybody hears of it. */
    private JsonObject request(String method, String path, String contentType, @Nullable JsonObject body)
            throws KubeException {
        for (int tries = 1; ; tries++) {
            try {
                return once(method, path, contentType, body);
            } catch (KubeException e) {
                if (e.status() != TOO_MANY || tries == TRIES || !waited(e.retryAfterSeconds())) {
                    throw e;
                }
            }
        }
    }

    private static boolean waited(int seconds) {
        if (seconds > MOST_PATIENCE_SECONDS) {
            return false;
        }
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the header asks for; 1 where it is missing or a date. */
    private static int retryAfterSeconds(Response response) {
        String header = response.header("Retry-After");
        return header != null && header.matches("\\d{1,6}") ? Integer.parseInt(header) : 1;
    }

    private JsonObject once(String method, String path, String contentType, @Nullable JsonObject body)
            throws KubeException {
        requests.acquireUninterruptibly();
        try {
            if (!answers.tryAcquirePermission()) {
                throw new KubeException(
                        0,
                        method + " " + path
                                + ": no answer from the API server: not asked again yet, since none of the last "
                                + UNANSWERED + " requests was answered in time");
            }
            return permitted(method, path, contentType, body);
        } finally {
            requests.release();
        }
    }

    private JsonObject permitted(String method, String path, String contentType, @Nullable JsonObject body)
            throws KubeException {
        Answer answer = answer(method, path, contentType, body);
        if (!answer.good) {
            throw new KubeException(
                    answer.status,
                    method + " " + path + ": " + message(answer.status, answer.text),
                    answer.retryAfterSeconds);
        }
        try {
            return JsonParser.parseString(answer.text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new KubeException(0, method + " " + path + ": the answer is not a JSON object: " + e.getMessage());
        }
    }

    /** What came back. */
    private record Answer(boolean good, int status, String text, int retryAfterSeconds) {}

    /** Whatever the end, the circuit breaker hears of it: a permission that is kept would be one less for all time. */
    private Answer answer(String method, String path, String contentType, @Nullable JsonObject body)
            throws KubeException {
        long begun = answers.getCurrentTimestamp();
        try (Response response = call(method, path, contentType, body).execute()) {
            String text = response.body().string();
            answered(begun);
            return new Answer(response.isSuccessful(), response.code(), text, retryAfterSeconds(response));
        } catch (InterruptedIOException e) { // a timeout
            answers.onError(answers.getCurrentTimestamp() - begun, answers.getTimestampUnit(), e);
            throw noAnswer(method, path, e);
        } catch (IOException | ApiException e) { // a connection that is refused or cut costs no time
            answered(begun);
            throw noAnswer(method, path, e);
        } catch (RuntimeException e) {
            answers.releasePermission();
            throw e;
        }
    }

    private void answered(long begun) {
        answers.onSuccess(answers.getCurrentTimestamp() - begun, answers.getTimestampUnit());
    }

    private static KubeException noAnswer(String method, String path, Exception e) {
        return new KubeException(0, method + " " + path + ": no answer from the API server: " + e);
    }

    private Call call(String method, String path, String contentType, @Nullable JsonObject body) throws ApiException {
        return client.buildCall(
                client.getBasePath(),
                path,
                method,
                List.of(),
                List.of(),
                body == null ? null : body.toString().getBytes(StandardCharsets.UTF_8),
                new HashMap<>(Map.of("Accept", JSON, "Content-Type", contentType)),
                new HashMap<>(),
                new HashMap<>(),
                new String[] {"BearerToken"},
                null);
    }

    /** What the API server's Status says, else the HTTP status. */
    private static String message(int code, String body) {
        try {
            JsonElement message = JsonParser.parseString(body).getAsJsonObject().get("message");
            return code + " " + (message == null ? "" : message.getAsString());
        } catch (JsonParseException | IllegalStateException notAStatus) {
            return "HTTP status " + code;
        }
    }
}
