// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kernscale.controller.collect.AgentEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The process of a {@link FleetServer}: its memory and its CPU are not the controller's. */
final class FleetProcess implements AutoCloseable {

    private final Layout layout;
    private final Process process;
    private final int port;

    FleetProcess(Layout layout) throws IOException {
        this.layout = layout;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g", // 5,000 connections that stay open have a buffer or two each
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                FleetServer.class.getName()));
        command.addAll(layout.words());
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
        this.port = Integer.parseInt(String.valueOf(said.readLine()));
    }

    /** Of the Kubernetes API. */
    URI api() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Each node's agent has a loopback address of its own. */
    List<AgentEndpoint> endpoints() {
        return IntStream.range(0, layout.nodes())
                .mapToObj(node -> new AgentEndpoint(
                        Layout.node(node), URI.create("http://127.1." + (node >> 8) + "." + (node & 255) + ":" + port)))
                .toList();
    }

    /** Of all reports so far. */
    long bytes() throws IOException {
        try (InputStream answer = api().resolve("/bytes").toURL().openStream()) {
            return Long.parseLong(new String(answer.readAllBytes(), US_ASCII));
        }
    }

    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
    }
}
