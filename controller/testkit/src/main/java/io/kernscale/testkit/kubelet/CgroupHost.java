// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where this machine has its cgroups.
 *
 * @param v2      root of the version 2 hierarchy
 * @param v1Cpu   root of the version 1 {@code cpu} hierarchy; null where version 2 has that controller
 * @param v1Blkio root of the version 1 {@code blkio} hierarchy; null where version 2 has that controller, or it is not ours
 */
public record CgroupHost(
        Path v2, @Nullable Path v1Cpu, @Nullable Path v1Blkio) {
    private static final Path MOUNTS = Path.of("/sys/fs/cgroup");

    /** This machine's; empty when it has no version 2 hierarchy, or we may not write to it. */
    public static Optional<CgroupHost> find() {
        return find(MOUNTS).filter(host -> host.roots().stream().allMatch(Files::isWritable));
    }

    static Optional<CgroupHost> find(Path mounts) {
        if (Files.exists(mounts.resolve("cgroup.controllers"))) {
            return Optional.of(new CgroupHost(mounts, null, null));
        }
        Path unified = mounts.resolve("unified");
        if (!Files.exists(unified.resolve("cgroup.procs"))) {
            return Optional.empty();
        }
        Path blkio = v1(mounts, "blkio");
        boolean canLimit = blkio != null && Files.isWritable(blkio); // only the slow disk needs it
        return Optional.of(new CgroupHost(unified, v1(mounts, "cpu", "cpu,cpuacct"), canLimit ? blkio : null));
    }

    private static @Nullable Path v1(Path mounts, String... names) {
        return Stream.of(names)
                .map(mounts::resolve)
                .filter(path -> Files.exists(path.resolve("cgroup.procs")))
                .findFirst()
                .orElse(null);
    }

    /** The hierarchies in which a container has a directory. */
    List<Path> roots() {
        var roots = new ArrayList<>(List.of(v2));
        if (v1Cpu != null) {
            roots.add(v1Cpu);
        }
        if (v1Blkio != null) {
            roots.add(v1Blkio);
        }
        return roots;
    }
}
