// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.kube;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Requests to the Kubernetes API, each with a deadline for the whole answer. Thread-safe. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ApiServer server;
    private final HttpClient http;

    /** @throws IOException when the CA file cannot be used */
    public ApiClient(ApiServer server) throws IOException {
        this.server = server;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one watch at a time: nothing to multiplex
                .connectTimeout(CONNECT);
        if (server.caFile().isPresent()) {
            builder.sslContext(trusting(server.caFile().get()));
        }
        this.http = builder.build();
    }

    /** Reads an answer's body as it streams in. */
    public interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    /** The answer to a GET; the body is cut off, and reading fails, when it is not complete within {@code deadline}. */
    public <T> T get(String pathAndQuery, String accept, Duration deadline, BodyReader<T> reader)
            throws IOException, InterruptedException {
        return send(request(pathAndQuery, deadline).header("Accept", accept), deadline, reader);
    }

    /** The answer to a POST of JSON, likewise. */
    public <T> T post(String path, byte[] json, Duration deadline, BodyReader<T> reader)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, deadline)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json));
        return send(request, deadline, reader);
    }

    private HttpRequest.Builder request(String pathAndQuery, Duration deadline) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.url().resolve(pathAndQuery)).timeout(deadline);
        token().ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private <T> T send(HttpRequest.Builder builder, Duration deadline, BodyReader<T> reader)
            throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                throw new ApiException(request.method(), request.uri().getPath(), response.statusCode());
            }
            return readWithin(deadline, body, reader);
        }
    }

    private static <T> T readWithin(Duration deadline, InputStream body, BodyReader<T> reader) throws IOException {
        var timer = new CompletableFuture<Void>().completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS);
        var cut = timer.thenRun(() -> closeQuietly(body));
        try {
            return reader.read(body);
        } finally {
            cut.cancel(false);
            timer.cancel(false);
        }
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException ignored) {
            // the reader learns by its own failed read
        }
    }

    /** Read anew for each request: the kubelet replaces the file before the token in it expires. */
    private Optional<String> token() throws IOException {
        return server.tokenFile().isPresent()
                ? Optional.of(Files.readString(server.tokenFile().get()).strip())
                : Optional.empty();
    }

    private static SSLContext trusting(Path caFile) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {Certificates.trustIn(caFile)}, null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("TLS with the CA file " + caFile + " is not possible: " + unusable, unusable);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
