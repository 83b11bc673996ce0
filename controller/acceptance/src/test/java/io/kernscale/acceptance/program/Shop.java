// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance.program;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * An HTTP service as companies have thousands of: each request asks one store one question, over a pool of connections,
 * in a thread of its own. Arguments: host, port, store, {@code address:port} of the store, size of the pool.
 */
public final class Shop {

    private Shop() {}

    public static void main(String[] args) throws IOException {
        Store store = Store.of(args[2], args[3], Integer.parseInt(args[4]));
        var address = new InetSocketAddress(args[0], Integer.parseInt(args[1]));
        HttpServer server = HttpServer.create(address, 128);
        server.createContext("/", exchange -> {
            byte[] answer = answer(store).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private static String answer(Store store) {
        try {
            return store.ask();
        } catch (Exception e) {
            return "no answer: " + e;
        }
    }
}
