// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

/**
 * A pod as users know it.
 *
 * @param uid as the API server knows it; a static pod's cgroup carries its config hash instead
 */
public record PodName(String uid, String namespace, String name) {

    public PodName {
        requireNonNull(uid, "uid");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
    }
}
