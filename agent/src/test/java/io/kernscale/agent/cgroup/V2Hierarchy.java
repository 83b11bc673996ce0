// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.util.Optional;

/** Lets a test go on only where cgroups can be made; where KERNSCALE_REQUIRE_KERNEL is 1 it must. */
final class V2Hierarchy {
    private V2Hierarchy() {}

    static void require(Optional<CgroupMounts> mounts) {
        boolean usable =
                mounts.filter(found -> Files.isWritable(found.unified())).isPresent();
        String reason = "needs root and a writable cgroup v2 hierarchy";
        if ("1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL"))) {
            assertThat(usable).as(reason).isTrue();
        }
        assumeTrue(usable, reason);
    }
}
