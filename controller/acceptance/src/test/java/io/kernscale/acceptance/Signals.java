// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.acceptance.World.Place;
import io.kernscale.testkit.kubelet.CgroupHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        var search = new Search(container);
        try {
            Files.walkFileTree(root, Set.of(), DEPTH, search);
            return Files.readAllLines(search.found().resolve("cgroup.procs"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the cgroups below " + root, e);
        }
    }

    /** Looks for a directory by its name. Pods of other worlds come and go meanwhile. */
    private static final class Search extends SimpleFileVisitor<Path> {
        private final String name;
        private Optional<Path> found = Optional.empty();

        Search(String name) {
            this.name = name;
        }

        Path found() {
            return found.orElseThrow(() -> new IllegalStateException("there is no cgroup " + name));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.endsWith(name)) {
                return FileVisitResult.CONTINUE;
            }
            found = Optional.of(directory);
            return FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path gone, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
