// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks the controller for its last round: the status of an autoscaler gets new numbers only now and then. */
final class ControllerApi {
    private static final int TIMEOUT_MILLIS = 1_000;

    private final URI workloads;

    /** @param controller where it serves */
    ControllerApi(URI controller) {
        this.workloads = controller.resolve("/api/v1/workloads");
    }

    /** What it says of each workload, by name; empty while it does not answer. */
    Map<String, JsonObject> workloads() {
        try {
            var connection = (HttpURLConnection) workloads.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream body = connection.getInputStream()) {
                return read(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return Map.of(); // busy; a controller that has ended is noticed elsewhere
        }
    }

    /** @param list a JSON array */
    static Map<String, JsonObject> read(String list) {
        return Json.objects(Json.parse("{\"all\": " + list + "}"), "all").stream()
                .collect(Collectors.toMap(
                        workload -> Json.text(workload, "name"), Function.identity(), (first, second) -> first));
    }
}
