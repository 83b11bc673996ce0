// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
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

    /** A part is written in slices: the JDK's server copies each write into a buffer of twice its length. */
    private static final int SLICE_BYTES = 16 << 10;

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

    void sendTo(HttpExchange exchange) throws IOException {
        var sent = exchange.getResponseHeaders();
        sent.set("Content-Type", contentType);
        sent.set("Cache-Control", "no-store");
        headers.forEach(sent::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            sent.set("Content-Length", Long.toString(length()));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, length());
        OutputStream body = exchange.getResponseBody();
        for (byte[] part : parts) {
            for (int written = 0; written < part.length; written += SLICE_BYTES) {
                body.write(part, written, Math.min(SLICE_BYTES, part.length - written));
            }
        }
    }

    long length() {
        long length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        return length;
    }
}
