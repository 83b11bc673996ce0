// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupMountsTest {
    @TempDir
    Path root;

    @Test
    void findsAPureHierarchy() {
        HostFixture.pure(root);

        CgroupMounts mounts = CgroupMounts.find(root).orElseThrow();

        assertThat(mounts.unified()).isEqualTo(root.resolve("sys/fs/cgroup"));
        assertThat(mounts.v1Cpu()).isEmpty();
        assertThat(mounts.notice()).isEmpty();
        assertThat(mounts.hasIoStat()).isTrue();
    }

    @Test
    void findsTheUnifiedHierarchyOfAHybridHost() {
        HostFixture.hybrid(root);

        CgroupMounts mounts = CgroupMounts.find(root).orElseThrow();

        assertThat(mounts.unified()).isEqualTo(root.resolve("sys/fs/cgroup/unified"));
        assertThat(mounts.v1Cpu()).contains(root.resolve("sys/fs/cgroup/cpu"));
        assertThat(mounts.v1Usage()).contains(root.resolve("sys/fs/cgroup/cpuacct"));
    }

    @Test
    void findsNothingWithoutV2() {
        assertThat(CgroupMounts.find(root)).isEmpty();
        assertThat(CgroupMounts.missing(root)).contains(root + "/sys/fs/cgroup").contains("mount");
    }

    @Test
    void saysWhenOnlyAContainersOwnCgroupsAreSeen() {
        HostFixture.pure(root).file("/", "cgroup.type", "domain\n");

        assertThat(CgroupMounts.find(root).orElseThrow().notice()).contains("mount the host's /sys/fs/cgroup");
    }
}
