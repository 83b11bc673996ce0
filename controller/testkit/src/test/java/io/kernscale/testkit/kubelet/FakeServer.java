// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers a request when the test says so. */
final class FakeServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);

    private FakeServer(ServerSocket listener) {
        this.listener = listener;
    }

    static FakeServer start() {
        try {
            var server = new FakeServer(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("no loopback port", e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try {
            while (connection.getInputStream().read(new byte[64]) > 0) {
                waiting.incrementAndGet();
                answers.acquireUninterruptibly();
                waiting.decrementAndGet();
                connection.getOutputStream().write("ok\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the other side, or the test, has closed it
        }
    }

    String endpoint() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Requests that came and have no answer yet. */
    int waiting() {
        return waiting.get();
    }

    /** Connections ever taken. */
    int accepted() {
        return connections.size();
    }

    void answer() {
        answers.release();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close", e);
        }
    }
}
