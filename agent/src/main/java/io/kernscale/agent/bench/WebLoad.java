// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** wrk asking nginx over loopback, on connections that stay; Debian's packages {@code wrk} and {@code nginx-light}. */
final class WebLoad implements AutoCloseable {
    private static final Path WRK = Path.of("/usr/bin/wrk");
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final String RATE = "Requests/sec:";
    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 2;

    private final Path directory;
    private final Process nginx;
    private final int port;

    static boolean installed() {
        return Files.isExecutable(WRK) && Files.isExecutable(NGINX);
    }

    static WebLoad start() throws IOException, InterruptedException {
        var web = new WebLoad(Files.createTempDirectory("web-bench"));
        web.awaitAnswer();
        return web;
    }

    private WebLoad(Path directory) throws IOException {
        this.directory = directory;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  keepalive_requests 100000000;
                  server { listen 127.0.0.1:%2$d; location / { return 200 "hello"; } }
                }
                """.formatted(directory, port));
        nginx = new ProcessBuilder(NGINX.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.log").toFile())
                .start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                if (attempt == 100 || !nginx.isAlive()) {
                    String said = Files.readString(directory.resolve("out.log"));
                    close();
                    throw new IOException("nginx does not listen on port " + port + ": " + said, e);
                }
                Thread.sleep(50);
            }
        }
    }

    double requestsPerSecond() throws IOException, InterruptedException {
        List<String> command = List.of(
                WRK.toString(), "-t1", "-c" + CONNECTIONS, "-d" + SECONDS + "s", "http://127.0.0.1:" + port + "/");
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), UTF_8);
        wrk.waitFor();
        return said.lines()
                .filter(line -> line.startsWith(RATE))
                .mapToDouble(
                        line -> Double.parseDouble(line.substring(RATE.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("wrk: " + said));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        nginx.destroy();
        nginx.waitFor();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
