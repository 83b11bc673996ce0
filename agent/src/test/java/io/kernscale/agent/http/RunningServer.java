// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.access.Access;
import io.kernscale.agent.access.Gate;
import io.kernscale.agent.access.Refusals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A server on a free port in front of a fake node. */
final class RunningServer implements AutoCloseable {

    final FakeNodeSource node;
    final CollectionLoop loop;
    private final AgentServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RunningServer(FakeNodeSource node, CollectionTiming timing, int maxRequests) {
        this(node, timing, new Access(Gate.OPEN, true, new Refusals(System::nanoTime), Optional.empty()), maxRequests);
    }

    RunningServer(FakeNodeSource node, CollectionTiming timing, Access access, int maxRequests) {
        this.node = node;
        this.loop = CollectionLoop.start(node, timing, System::nanoTime);
        try {
            server = AgentServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), access.tls());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.serve(new Served(loop, node, () -> FakeNodeSource.PROBES, System::nanoTime), access, maxRequests);
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<byte[]> get(String path) {
        return send(request(path));
    }

    String text(String path) {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    /** Asks, and never reads the answer. */
    Socket askAndReadNothing(String path) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4 << 10);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Override
    public void close() {
        client.close();
        server.close();
        loop.close();
    }
}
