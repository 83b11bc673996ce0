// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.acceptance.World.Place;
import io.kernscale.acceptance.program.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the programs that are asked are started; each gives a {@link Pod} to {@link World#run}. */
final class Servers {
    static final int HTTP_PORT = 8080;

    private Servers() {}

    /** A reverse proxy of one event loop, with a pool of connections to the one behind it. */
    static Pod nginx(World world, String name, Place behind) {
        return nginx(world, name, behind.host());
    }

    private static Pod nginx(World world, String name, String behind) {
        Path directory = world.directory().resolve(name);
        String start =
                "mkdir -p %1$s && sed -e s,@ADDRESS@,$(POD_IP),g -e s,@DIRECTORY@,%1$s,g -e s,@BEHIND@,%2$s,g %3$s "
                                .formatted(directory, behind, Programs.resource("nginx.conf"))
                        + "> %1$s/nginx.conf && exec %2$s -p %1$s -c %1$s/nginx.conf"
                                .formatted(directory, Programs.path("nginx"));
        return Pod.server(name, HTTP_PORT, "sh", "-c", start);
    }

    /** Serves files of any size by sendfile: {@code /files/NAME}. */
    static Pod nginxOfFile(World world, String name, String file, int bytes) {
        try {
            Path files = Files.createDirectories(world.directory().resolve(name).resolve("files"));
            Files.write(files.resolve(file), new byte[bytes]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a file for nginx", e);
        }
        return nginx(world, name, "127.0.0.1:9");
    }

    /** An HTTP service on virtual threads that asks a {@code Store} for each request. */
    static Pod shop(String name, String store, Place asked, int poolSize) {
        return Pod.server(
                name, HTTP_PORT, java(Shop.class, "$(POD_IP)", HTTP_PORT + "", store, asked.host(), poolSize + ""));
    }

    /** A database of its own, without Unix sockets; user {@code shop} may do everything. */
    static Pod postgres(World world, String name) {
        Path data = Databases.make(world.directory().resolve(name));
        return Pod.server(
                        name,
                        5432,
                        "setpriv",
                        "--reuid=" + Databases.USER,
                        "--regid=" + Databases.USER,
                        "--clear-groups",
                        Programs.path("postgres"),
                        "-D",
                        data.toString(),
                        "-h",
                        "$(POD_IP)",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=1MB",
                        "-c",
                        "max_connections=250")
                .alone();
    }

    static Pod redis(String name) {
        return Pod.server(
                name,
                6379,
                Programs.path("redis-server"),
                "--bind",
                "$(POD_IP)",
                "--save",
                "",
                "--protected-mode",
                "no");
    }

    static Pod memcached(String name) {
        return Pod.server(
                name, 11211, Programs.path("memcached"), "-l", "$(POD_IP)", "-U", "0", "-u", "nobody", "-t", "1");
    }

    /** A thread a connection; see {@code web.py} for its paths. */
    static Pod pythonServer(String name) {
        return Pod.server(name, HTTP_PORT, Programs.python(), Programs.resource("web.py"), "$(POD_IP)", HTTP_PORT + "");
    }

    /** The same, with a long poll of another one all the time. */
    static Pod pythonServerThatWatches(String name, Place watched) {
        return Pod.server(
                name,
                HTTP_PORT,
                Programs.python(),
                Programs.resource("web.py"),
                "$(POD_IP)",
                HTTP_PORT + "",
                watched.host());
    }

    static Pod nodeServer(String name, int workMillis) {
        return Pod.server(
                name,
                HTTP_PORT,
                Programs.path("node"),
                Programs.resource("web.js"),
                "$(POD_IP)",
                HTTP_PORT + "",
                workMillis + "");
    }

    /** A server of HTTP/2 without TLS. */
    static Pod nghttpd(World world, String name) {
        Path root = world.directory().resolve(name);
        Programs.run("install", "-d", root.toString());
        Programs.run(
                "install", Programs.resource("nginx.conf"), root.resolve("file").toString());
        return Pod.server(
                name,
                HTTP_PORT,
                Programs.path("nghttpd"),
                "--no-tls",
                "-a",
                "$(POD_IP)",
                "-d",
                root.toString(),
                HTTP_PORT + "");
    }

    static Pod webSocketServer(String name) {
        return Pod.server(
                name, HTTP_PORT, Programs.python(), Programs.resource("ws.py"), "serve", "$(POD_IP)", HTTP_PORT + "");
    }

    /** One thread that does everything by io_uring. */
    static Pod uringServer(World world, String name, int workMicros) {
        Path program = world.directory().resolve("uring");
        Programs.run("install", "-m", "755", Programs.resource("uring"), program.toString());
        return Pod.server(name, HTTP_PORT, program.toString(), "$(POD_IP)", HTTP_PORT + "", workMicros + "");
    }

    /** HTTP/2 streams that come and go on one connection, as remote procedure calls do; see {@code streams.js}. */
    static Pod streamServer(String name) {
        return Pod.server(
                name,
                HTTP_PORT,
                Programs.path("node"),
                Programs.resource("streams.js"),
                "serve",
                "$(POD_IP)",
                HTTP_PORT + "");
    }

    /** Takes lines and answers none. */
    static Pod logSink(String name) {
        return Pod.server(name, 5140, Programs.python(), Programs.resource("lines.py"), "serve", "$(POD_IP)", "5140");
    }

    /** Reads from its disk all the time, past the page cache. */
    static Pod diskReader(World world, String name) {
        String file = world.directory().resolve(name).toString();
        String start =
                "dd if=/dev/zero of=%1$s bs=1M count=16 && while dd if=%1$s of=/dev/null bs=4k iflag=direct; do :; done";
        return Pod.server(name, 0, "sh", "-c", start.formatted(file)).alone();
    }

    /** The command of a Java program, whose arguments follow. */
    static String[] java(Class<?> program, String... arguments) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }
}
