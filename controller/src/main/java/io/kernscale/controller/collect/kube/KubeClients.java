// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import io.kernscale.controller.config.KubeProperties;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes clients of the API server: from a kubeconfig file, else from the service account, else from {@code ~/.kube}. */
public final class KubeClients {

    private final KubeProperties properties;
    private final ApiObserver observer;

    public KubeClients(KubeProperties properties) {
        this(properties, ApiObserver.NONE);
    }

    /** @param observer hears of the requests of every client that is made here */
    public KubeClients(KubeProperties properties, ApiObserver observer) {
        this.properties = properties;
        this.observer = observer;
    }

    /** For requests that are answered at once. */
    public ApiClient forRequests() {
        ApiClient client = build();
        client.setHttpClient(client.getHttpClient()
                .newBuilder()
                .connectTimeout(properties.timeout())
                .readTimeout(properties.timeout())
                .callTimeout(properties.timeout())
                .addInterceptor(this::observed)
                .build());
        return client;
    }

    /** For watches, which may be silent for long. */
    public ApiClient forWatches() {
        ApiClient client = build();
        client.setHttpClient(client.getHttpClient()
                .newBuilder()
                .connectTimeout(properties.timeout())
                .readTimeout(Duration.ZERO)
                .addInterceptor(this::observed)
                .build());
        return client;
    }

    private Response observed(Interceptor.Chain chain) throws IOException {
        String method = chain.request().method();
        try {
            Response response = chain.proceed(chain.request());
            observer.asked(method, response.code());
            return response;
        } catch (IOException e) {
            observer.asked(method, ApiObserver.NO_ANSWER);
            throw e;
        }
    }

    private ApiClient build() {
        @Nullable Path file = properties.config();
        try {
            return (file == null ? ClientBuilder.standard() : ClientBuilder.kubeconfig(read(file))).build();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "kernscale.kube.config must be a readable kubeconfig file, was: " + file + ": " + e, e);
        }
    }

    private static KubeConfig read(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            KubeConfig config = KubeConfig.loadKubeConfig(reader);
            config.setFile(file.toFile()); // relative paths in it are relative to it
            return config;
        }
    }
}
