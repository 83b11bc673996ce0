// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the host's cgroup hierarchies are mounted.
 *
 * @param unified the root of the v2 hierarchy
 * @param v1Cpu   the root of v1's cpu controller on a hybrid host; empty on a pure v2 host
 * @param v1Usage the root of v1's cpuacct controller on a hybrid host
 * @param v1Memory the root of v1's memory controller on a hybrid host
 * @param notice  empty, or one sentence about what this mount cannot show and what to do
 */
record CgroupMounts(
        Path unified, Optional<Path> v1Cpu, Optional<Path> v1Usage, Optional<Path> v1Memory, String notice) {

    CgroupMounts {
        requireNonNull(unified, "unified");
        requireNonNull(notice, "notice");
    }

    /**
     * Finds the v2 hierarchy below the host's root: {@code sys/fs/cgroup} of a pure v2 host, {@code
     * sys/fs/cgroup/unified} of a hybrid one. Only v2 has a file {@code cgroup.controllers} in its root, so that file
     * tells as surely as the file system's magic number, and does so through {@code /proc/1/root} as well.
     */
    static Optional<CgroupMounts> find(Path hostRoot) {
        Path base = hostRoot.resolve("sys/fs/cgroup");
        return Stream.of(base, base.resolve("unified"))
                .filter(root -> Files.exists(root.resolve("cgroup.controllers")))
                .findFirst()
                .map(root -> new CgroupMounts(
                        root,
                        v1Root(base, "cpu,cpuacct", "cpuacct,cpu", "cpu"),
                        v1Root(base, "cpu,cpuacct", "cpuacct,cpu", "cpuacct"),
                        v1Root(base, "memory"),
                        namespaceNotice(root)));
    }

    /** The one sentence for a host where {@link #find} finds nothing. */
    static String missing(Path hostRoot) {
        Path base = hostRoot.resolve("sys/fs/cgroup");
        return "No cgroup v2 hierarchy at " + base + " or " + base.resolve("unified")
                + ", so no pod can be told from another: mount the host's /sys/fs/cgroup there,"
                + " or boot with systemd.unified_cgroup_hierarchy=1";
    }

    /** True when v2 has the io controller, whose {@code io.stat} stands in for the block probes. */
    boolean hasIoStat() {
        try {
            return List.of(Files.readString(unified.resolve("cgroup.controllers"))
                            .split("\\s+"))
                    .contains("io");
        } catch (IOException gone) {
            return false;
        }
    }

    /** The directory of a cgroup below one of the roots. */
    static Path directory(Path root, String cgroupPath) {
        return cgroupPath.length() <= 1 ? root : root.resolve(cgroupPath.substring(1));
    }

    /** Each v1 hierarchy has {@code tasks} in its root, and no v2 hierarchy has. */
    private static Optional<Path> v1Root(Path base, String... names) {
        return Stream.of(names)
                .map(base::resolve)
                .filter(root -> Files.exists(root.resolve("tasks")))
                .findFirst();
    }

    /** The true root has no {@code cgroup.type}; a cgroup namespace's has. */
    private static String namespaceNotice(Path root) {
        return Files.exists(root.resolve("cgroup.type"))
                ? root + " shows only this container's own cgroups: mount the host's /sys/fs/cgroup in its place"
                : "";
    }
}
