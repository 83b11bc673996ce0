// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a body travels. */
enum Encoding {
    PLAIN,
    GZIP;

    /** Gzip when {@code Accept-Encoding} names it or {@code *} without {@code q=0}. Source: RFC 9110 12.5.3. */
    static Encoding accepted(List<String> acceptEncoding) {
        for (String header : acceptEncoding) {
            for (String item : header.toLowerCase(Locale.ROOT).split(",")) {
                String[] parts = item.strip().split("\\s*;\\s*", -1);
                boolean named = parts[0].equals("gzip") || parts[0].equals("*");
                if (named && !(parts.length > 1 && parts[1].matches("q=0(\\.0*)?"))) {
                    return GZIP;
                }
            }
        }
        return PLAIN;
    }

    Answer answer(String contentType, SharedBody body, byte[] ending) {
        return switch (this) {
            case PLAIN -> new Answer(200, contentType, body.plain(ending), Map.of("Vary", "Accept-Encoding"));
            case GZIP ->
                new Answer(
                        200,
                        contentType,
                        body.gzip(ending),
                        Map.of("Vary", "Accept-Encoding", "Content-Encoding", "gzip"));
        };
    }
}
