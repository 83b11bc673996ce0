// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A host's root directory in a temporary place, with a v2 hierarchy that a test fills. */
final class HostFixture {
    static final String UID = "1399d9c7-c86f-4371-8568-07b3d32258a4";
    static final String UID_2 = "26ab26cd-6409-443f-a13c-fd6c231207c8";
    static final String CONTAINER = "0123456789abcdef".repeat(4);
    static final String CONTAINER_2 = "fedcba9876543210".repeat(4);
    static final String POD_PATH = "/kubepods/burstable/pod" + UID;

    /** Of each role. */
    static final int MAX_EDGES = 4;

    private final Path root;
    private final Path unified;

    private HostFixture(Path root, Path unified) {
        this.root = root;
        this.unified = unified;
    }

    static HostFixture pure(Path root) {
        return at(root, root.resolve("sys/fs/cgroup"));
    }

    static HostFixture hybrid(Path root) {
        HostFixture host = at(root, root.resolve("sys/fs/cgroup/unified"));
        write(root.resolve("sys/fs/cgroup/cpu/tasks"), "");
        write(root.resolve("sys/fs/cgroup/cpuacct/tasks"), "");
        write(root.resolve("sys/fs/cgroup/memory/tasks"), "");
        return host;
    }

    private static HostFixture at(Path root, Path unified) {
        write(unified.resolve("cgroup.controllers"), "cpu io memory\n");
        return new HostFixture(root, unified);
    }

    static String pod(String uid) {
        return "/kubepods/burstable/pod" + uid;
    }

    Path root() {
        return root;
    }

    CgroupMounts mounts() {
        return CgroupMounts.find(root).orElseThrow();
    }

    NodeSettings settings() {
        return new NodeSettings("node-1", 2, root, Optional.empty(), Set.of("kube-system"), MAX_EDGES);
    }

    /** Makes a cgroup and says its id. */
    long mkdir(String path) {
        try {
            Path directory = Files.createDirectories(directory(path));
            return (long) Files.getAttribute(directory, "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void rmdir(String path) {
        try (Stream<Path> below = Files.walk(directory(path))) {
            for (Path file : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void file(String path, String name, String content) {
        write(directory(path).resolve(name), content);
    }

    void v1File(String controller, String path, String name, String content) {
        write(root.resolve("sys/fs/cgroup/" + controller + path).resolve(name), content);
    }

    private Path directory(String path) {
        return CgroupMounts.directory(unified, path);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
