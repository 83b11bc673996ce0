// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client's connection, kept as long as it asks the same pod. For one thread. */
final class Connection implements AutoCloseable {
    private static final byte[] REQUEST = "calculate\n".getBytes(StandardCharsets.US_ASCII);
    private static final int TIMEOUT_MILLIS = 20_000;

    private String pod = "";
    private @Nullable Socket socket;

    /** Asks a pod and waits for its answer. */
    void ask(String address) throws IOException {
        Socket open = socket;
        if (open == null || !address.equals(pod)) {
            close();
            open = connect(address);
            socket = open;
            pod = address;
        }
        open.getOutputStream().write(REQUEST);
        if (open.getInputStream().read(new byte[16]) < 0) {
            throw new IOException("the pod has closed the connection");
        }
    }

    private static Socket connect(String address) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(address, Workload.PORT), TIMEOUT_MILLIS);
        return socket;
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // it is gone either way
        }
        socket = null;
    }
}
