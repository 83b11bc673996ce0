// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One HTTP answer.
 *
 * @param parts   the body, sent one part after the other; shared between answers and never changed
 * @param headers besides type and length
 */
record Answer(int status, String contentType, List<byte[]> parts, Map<String, String> headers) {

    static final String JSON = "application/json";

    Answer {
        parts = List.copyOf(parts);
        headers = Map.copyOf(headers);
    }

    /** One sentence for a person. */
    static Answer sentence(int status, String sentence) {
        return sentence(status, sentence, Map.of());
    }

    static Answer sentence(int status, String sentence, Map<String, String> headers) {
        byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        return new Answer(status, "text/plain; charset=utf-8", List.of(body), headers);
    }

    /** Not now: ask again in a second. */
    static Answer unavailable(String sentence) {
        return sentence(503, sentence, Map.of("Retry-After", "1"));
    }

    static Answer json(byte[] body) {
        return new Answer(200, JSON, List.of(body), Map.of());
    }

    long length() {
        long length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        return length;
    }
}
