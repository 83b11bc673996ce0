// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.acceptance.World.Place;
import io.kernscale.acceptance.program.Listener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the programs that ask are started, and others that no one asks. */
final class Clients {

    private Clients() {}

    /** Waits for PostgreSQL's notifications. */
    static Pod listener(String name, Place postgres) {
        return Pod.client(name, Servers.java(Listener.class, postgres.host()));
    }

    /** Keeps a database's large files out of memory, so that each read goes to the disk. */
    static Pod evictor(World world, String name, Place postgres) {
        Path data = world.directory().resolve(postgres.name());
        return Pod.client(name, Programs.python(), Programs.resource("evict.py"), data.toString());
    }

    /** A client of {@code connections} connections that asks so often in all; 0: as often as it can. */
    static Pod pgbench(World world, String name, Place postgres, String query, int connections, int perSecond) {
        try {
            Files.writeString(world.directory().resolve(name + ".sql"), query + ";\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a query for pgbench", e);
        }
        String rate = perSecond == 0 ? "" : " -R " + perSecond;
        return Pod.client(
                name,
                "sh",
                "-c",
                "exec %s -n -f %s -c %d -j 2%s -T 3600 -h %s -p %d -U shop postgres"
                        .formatted(
                                Programs.path("pgbench"),
                                world.directory().resolve(name + ".sql"),
                                connections,
                                rate,
                                postgres.address(),
                                postgres.port()));
    }

    /** Gives a command again and again, with a pause. */
    static Pod redisCli(String name, Place redis, double pauseSeconds, String... command) {
        var words = new ArrayList<>(List.of(
                Programs.path("redis-cli"),
                "-h",
                redis.address(),
                "-p",
                redis.port() + "",
                "-r",
                "-1",
                "-i",
                pauseSeconds + ""));
        words.addAll(List.of(command));
        return Pod.client(name, words.toArray(String[]::new));
    }

    /** Asks again as soon as it is answered, over each of its connections. */
    static Pod wrk(String name, Place asked, String path, int connections) {
        return Pod.client(
                name,
                Programs.path("wrk"),
                "-t",
                "1",
                "-c",
                connections + "",
                "-d",
                "3600",
                "--timeout",
                "60",
                "http://" + asked.host() + path);
    }

    /** @param mode one of {@code client.py} */
    static Pod pythonClient(String name, String mode, Place asked, String path, int connections, int pauseMillis) {
        return Pod.client(
                name,
                Programs.python(),
                Programs.resource("client.py"),
                mode,
                asked.host(),
                path,
                connections + "",
                pauseMillis + "");
    }

    static Pod nodeClient(String name, Place asked, int connections, int pauseMillis) {
        return Pod.client(
                name,
                Programs.path("node"),
                Programs.resource("client.js"),
                asked.host(),
                connections + "",
                pauseMillis + "");
    }

    /** Keeps so many streams busy on one connection. */
    static Pod h2load(String name, Place asked, int streams) {
        return Pod.client(
                name,
                Programs.path("h2load"),
                "-c",
                "1",
                "-m",
                streams + "",
                "-D",
                "3600",
                "http://" + asked.host() + "/file");
    }

    /** @param mode {@code echo} or {@code listen} of {@code ws.py} */
    static Pod webSocketClient(String name, String mode, Place asked) {
        return Pod.client(name, Programs.python(), Programs.resource("ws.py"), mode, asked.host());
    }

    static Pod streamClient(String name, Place asked, int perSecond) {
        return Pod.client(
                name, Programs.path("node"), Programs.resource("streams.js"), "ask", asked.host(), perSecond + "");
    }

    static Pod logSender(String name, Place sink) {
        return Pod.client(name, Programs.python(), Programs.resource("lines.py"), "send", sink.host());
    }
}
