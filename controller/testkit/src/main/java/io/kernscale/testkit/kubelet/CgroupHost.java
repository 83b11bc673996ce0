// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where this machine has its cgroups.
 *
 * @param v2    root of the version 2 hierarchy
 * @param v1Cpu root of the version 1 {@code cpu} hierarchy; null where version 2 has that controller
 */
public record CgroupHost(Path v2, @Nullable Path v1Cpu) {
    private static final Path MOUNTS = Path.of("/sys/fs/cgroup");

    /** This machine's; empty when it has no version 2 hierarchy, or we may not write to it. */
    public static Optional<CgroupHost> find() {
        return find(MOUNTS).filter(host -> host.roots().stream().allMatch(Files::isWritable));
    }

    static Optional<CgroupHost> find(Path mounts) {
        if (Files.exists(mounts.resolve("cgroup.controllers"))) {
            return Optional.of(new CgroupHost(mounts, null));
        }
        Path unified = mounts.resolve("unified");
        if (!Files.exists(unified.resolve("cgroup.procs"))) {
            return Optional.empty();
        }
        Path cpu = Stream.of("cpu", "cpu,cpuacct")
                .map(mounts::resolve)
                .filter(path ->
                        Files.exists(path.resolve("cpu.cfs_quota_us")) || Files.exists(path.resolve("cgroup.procs")))
                .findFirst()
                .orElse(null);
        return Optional.of(new CgroupHost(unified, cpu));
    }

    /** The hierarchies in which a container has a directory. */
    List<Path> roots() {
        return v1Cpu == null ? List.of(v2) : List.of(v2, v1Cpu);
    }
}
