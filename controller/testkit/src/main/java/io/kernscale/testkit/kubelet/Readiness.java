// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A container's readiness probe: {@code tcpSocket}, {@code httpGet} or {@code exec}; without one it is ready. */
final class Readiness {
    private static final int TIMEOUT_MILLIS = 500;

    private Readiness() {}

    static boolean isReady(JsonObject container, String podIp) {
        try {
            if (Json.at(container, "readinessProbe", "tcpSocket") instanceof JsonObject tcp) {
                return connects(podIp, (int) Json.number(tcp, 0, "port"));
            }
            if (Json.at(container, "readinessProbe", "httpGet") instanceof JsonObject http) {
                return answers(podIp, (int) Json.number(http, 0, "port"), Json.text(http, "path"));
            }
            if (Json.at(container, "readinessProbe", "exec", "command") instanceof JsonArray command) {
                return succeeds(command);
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean connects(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return true;
        }
    }

    private static boolean answers(String host, int port, String path) throws IOException {
        URI uri = URI.create("http://" + host + ":" + port + (path.startsWith("/") ? path : "/" + path));
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            return connection.getResponseCode() >= 200 && connection.getResponseCode() < 400;
        } finally {
            connection.disconnect();
        }
    }

    private static boolean succeeds(JsonArray command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.getAsString()));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
            return process.exitValue() == 0;
        }
        process.destroyForcibly();
        return false;
    }
}
