// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What one living container has used, cgroups below its own included. The sandbox is a container here as well, one that
 * the API server does not know.
 *
 * @param id          the runtime's, as the container's cgroup is named: 64 hex digits
 * @param runNanos    on a CPU since the agent first saw it; part of the pod's
 * @param memoryBytes working set: what is charged to it less file pages that nobody used lately, as the kubelet has it (a
 *                    gauge, at most 10 s old); null where no memory controller tells
 */
public record ContainerUsage(
        String id, long runNanos, @Nullable Long memoryBytes) {

    public ContainerUsage {
        requireNonNull(id, "id");
        Checks.notNegative(runNanos, "usage.runNanos");
        Checks.notNegative(memoryBytes == null ? 0 : memoryBytes, "usage.memoryBytes");
    }
}
