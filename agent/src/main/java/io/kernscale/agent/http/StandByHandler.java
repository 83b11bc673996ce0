// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Of an agent that waits: alive and not ready, and every reader is told why. */
record StandByHandler(String sentence) implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = exchange.getRequestURI().getPath().equals("/healthz")
                    ? Answer.sentence(200, "ok")
                    : Answer.unavailable(sentence);
            answer.sendTo(exchange);
        }
    }
}
