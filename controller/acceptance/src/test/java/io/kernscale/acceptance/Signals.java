// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.acceptance.World.Place;
import io.kernscale.testkit.kubelet.CgroupHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Signals to the processes of a pod, which are those of its cgroup. */
final class Signals {
    private static final int DEPTH = 8;

    private Signals() {}

    /** @param signal as {@code kill} knows it: {@code STOP}, {@code CONT}, {@code KILL} */
    static void send(String signal, Place place) {
        List<String> processes = processes(place.containerId().replace("containerd://", ""));
        if (processes.isEmpty()) {
            throw new IllegalStateException(place.name() + " has no process to send SIG" + signal);
        }
        processes.forEach(pid -> Programs.run("kill", "-s", signal, pid));
    }

    private static List<String> processes(String container) {
        Path root = CgroupHost.find().orElseThrow().v2();
        try (Stream<Path> cgroups =
                Files.find(root, DEPTH, (path, attributes) -> path.endsWith(container) && attributes.isDirectory())) {
            Path cgroup = cgroups.findFirst().orElseThrow();
            return Files.readAllLines(cgroup.resolve("cgroup.procs"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the cgroups below " + root, e);
        }
    }
}
