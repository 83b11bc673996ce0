// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a cgroup of the real kernel, which is what agents lock. */
@RequiresKernel
class DirectoryLockIT {

    private final TestCgroup cgroup = TestCgroup.create();

    @AfterEach
    void remove() {
        cgroup.close();
    }

    @Test
    void oneHasItAtATime() throws IOException {
        try (DirectoryLock first = DirectoryLock.tryLock(cgroup.path()).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(DirectoryLock.tryLock(cgroup.path())).isEmpty();
        }
        DirectoryLock next = DirectoryLock.tryLock(cgroup.path()).orElseThrow();
        next.close();
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> DirectoryLock.tryLock(Path.of("/no/where")))
                .hasMessage("/no/where cannot be opened: errno 2");
    }
}
