// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What the API server says of one container that runs along with its pod: a regular one, or a sidecar (an init
 * container that restarts always).
 *
 * @param name               within its pod
 * @param id                 the runtime's, without {@code containerd://}; null while there is none
 * @param sidecar            whether it is an init container
 * @param cpuRequestMilli    thousandths of a core; null where it has none
 * @param memoryRequestBytes null where it has none
 */
public record ContainerFacts(
        String name,
        @Nullable String id,
        boolean sidecar,
        @Nullable Long cpuRequestMilli,
        @Nullable Long memoryRequestBytes) {

    public ContainerFacts {
        requireNonNull(name, "name");
    }
}
