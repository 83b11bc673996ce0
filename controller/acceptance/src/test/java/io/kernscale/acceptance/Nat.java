// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.acceptance.World.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network namespace with a cluster address {@value #HOST} that leads to a pod in it. Lives as long as the pod. */
final class Nat {
    static final String HOST = "10.96.0.10:80";

    private final Path directory;

    Nat(World world) {
        this.directory = world.directory();
    }

    /** The client's own address and port are what the server sees. */
    Pod serverBehindAddress() {
        return server("");
    }

    /** The server sees the router's address, and a port of its choice. */
    Pod serverBehindRouter() {
        return server("tcp dport 8080 snat to 127.200.0.1:40000-50000");
    }

    private Pod server(String source) {
        String rules = directory.resolve("nat.nft").toString();
        String network = "sed -e s/@ADDRESS@/$(POD_IP)/ -e 's/@SOURCE@/%s/' %s > %s"
                        .formatted(source, Programs.resource("nat.nft"), rules)
                + " && ip link set lo up && ip addr add 10.96.0.1/32 dev lo && ip route add 10.96.0.0/16 dev lo"
                + " && nft -f " + rules + " && echo $$ > " + pid();
        String start =
                network + " && exec " + Programs.python() + " " + Programs.resource("web.py") + " $(POD_IP) 8080";
        return Pod.client("server", Programs.path("unshare"), "--net", "sh", "-c", start);
    }

    /** Runs in the server's namespace. */
    Pod client(String name, Pod pod) {
        String wait = "until [ -s %1$s ]; do sleep 0.1; done; exec nsenter --net=/proc/$(cat %1$s)/ns/net \"$@\""
                .formatted(pid());
        String[] words = new String[4 + pod.command().size()];
        words[0] = "sh";
        words[1] = "-c";
        words[2] = wait;
        words[3] = "client";
        for (int i = 0; i < pod.command().size(); i++) {
            words[4 + i] = pod.command().get(i);
        }
        return Pod.client(name, words);
    }

    /** Where the namespace's clients find the server. */
    Place place() {
        int colon = HOST.indexOf(':');
        return new Place("server", HOST.substring(0, colon), Integer.parseInt(HOST.substring(colon + 1)), "");
    }

    /** From now on nothing reaches the server, and nobody is told. */
    void cut() throws IOException {
        String server = Files.readString(pid()).strip();
        Programs.run(
                Programs.path("nsenter"),
                "--net=/proc/" + server + "/ns/net",
                Programs.path("nft"),
                "add table ip cut; add chain ip cut in { type filter hook input priority 0; };"
                        + " add rule ip cut in tcp dport 8080 drop");
    }

    private Path pid() {
        return directory.resolve("pid");
    }
}
