// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** GETs from the Kubernetes API, each with a deadline for the whole answer. Used by one thread. */
final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ApiServer server;
    private final HttpClient http;

    /** @throws IOException when the CA file cannot be used */
    ApiClient(ApiServer server) throws IOException {
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
    interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    /** The answer to a GET; the body is cut off, and reading fails, when it is not complete within {@code deadline}. */
    <T> T get(String pathAndQuery, String accept, Duration deadline, BodyReader<T> reader)
            throws IOException, InterruptedException {
        URI uri = server.url().resolve(pathAndQuery);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).header("Accept", accept).timeout(deadline);
        Optional<String> token = token();
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new ApiException(uri.getPath(), response.statusCode());
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
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException("the CA file " + caFile + " must hold PEM certificates, has none");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the CA file " + caFile + " must hold PEM certificates: " + unusable, unusable);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
