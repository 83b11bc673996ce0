// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Map;

/**
 * A request as the server got it.
 *
 * @param receivedAt  when its head was read
 * @param method      GET, POST, …
 * @param path        without the query
 * @param query       decoded; of a repeated parameter the last
 * @param contentType of the body, empty when there is none
 * @param body        as text, empty when there is none
 */
public record ApiRequest(
        Instant receivedAt, String method, String path, Map<String, String> query, String contentType, String body) {

    public ApiRequest {
        query = Map.copyOf(query);
    }

    public String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean isSet(String name) {
        return parameter(name).equals("true") || parameter(name).equals("1");
    }

    public boolean isWatch() {
        return method.equals("GET") && isSet("watch");
    }

    public boolean isDryRun() {
        return parameter("dryRun").equals("All");
    }

    /** Whether this asks to write the scale subresource of any object. */
    public boolean isScaleWrite() {
        return path.endsWith("/scale") && (method.equals("PUT") || method.equals("PATCH"));
    }

    public JsonObject json() {
        return Json.parse(body);
    }
}
