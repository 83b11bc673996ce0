// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import io.kernscale.controller.custommetrics.HttpsPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole controller, started as its main method does, with short intervals. */
public final class ControllerProcess implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    public ControllerProcess(Path kubeconfig, String... options) {
        List<String> args = new ArrayList<>(List.of(
                "--server.port=0",
                "--kernscale.kube.config=" + kubeconfig,
                "--kernscale.kube.timeout=2s",
                "--kernscale.agents.poll-interval=400ms",
                "--kernscale.agents.timeout=300ms",
                "--kernscale.agents.min-window=100ms",
                "--kernscale.agents.back-off=200ms",
                "--kernscale.agents.max-back-off=400ms",
                "--kernscale.loop.scale-cache=1s"));
        args.addAll(List.of(options));
        this.context = new SpringApplicationBuilder(ControllerApplication.class).run(args.toArray(String[]::new));
    }

    HttpResponse<String> response(String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String get(String path) {
        return response(path).body();
    }

    public int customMetricsPort() {
        return context.getBean(HttpsPort.class).port();
    }

    /** A counter's value, summed over the series whose labels contain {@code labels}. */
    double metric(String name, String labels) {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name) && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        context.close();
    }
}
