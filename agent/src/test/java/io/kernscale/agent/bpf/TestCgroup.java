// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A v2 cgroup of its own, on a pure v2 host or in the v2 hierarchy of a hybrid one. Empty it before it is closed. */
record TestCgroup(Path path) implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static Optional<Path> root() {
        return Stream.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified")
                .map(Path::of)
                .filter(p -> Files.exists(p.resolve("cgroup.controllers")))
                .findFirst();
    }

    static TestCgroup create() {
        return at(root().orElseThrow()
                .resolve("kernscale-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet()));
    }

    TestCgroup child(String name) {
        return at(path.resolve(name));
    }

    private static TestCgroup at(Path path) {
        try {
            return new TestCgroup(Files.createDirectory(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long id() {
        try {
            return (long) Files.getAttribute(path, "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Process process) {
        write(path.resolve("cgroup.procs"), Long.toString(process.pid()));
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that has just ended may hold the directory for some milliseconds more. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (true) {
            try {
                Files.deleteIfExists(path);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new UncheckedIOException(e);
                }
                Thread.onSpinWait();
            }
        }
    }
}
