// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.DirectoryLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to watch this node, which one agent has at a time. It is a lock on the root of the cgroups that the agent
 * reads: agents that would count the same pods meet there, whatever namespaces they are in and under whatever name they
 * were installed.
 */
public final class NodeClaim implements AutoCloseable {

    private final Optional<DirectoryLock> lock;

    private NodeClaim(Optional<DirectoryLock> lock) {
        this.lock = lock;
    }

    /** For an agent that may watch beside others. */
    public static NodeClaim shared() {
        return new NodeClaim(Optional.empty());
    }

    /**
     * Takes the node without waiting; where there are no cgroups to count there is nothing to take.
     *
     * @param hostRoot the host's root directory as this process sees it
     * @return empty while another agent has it
     * @throws IOException when that cannot be found out
     */
    public static Optional<NodeClaim> tryTake(Path hostRoot) throws IOException {
        Optional<CgroupMounts> mounts = CgroupMounts.find(hostRoot);
        return mounts.isEmpty()
                ? Optional.of(shared())
                : DirectoryLock.tryLock(mounts.get().unified()).map(lock -> new NodeClaim(Optional.of(lock)));
    }

    @Override
    public void close() {
        lock.ifPresent(DirectoryLock::close);
    }
}
