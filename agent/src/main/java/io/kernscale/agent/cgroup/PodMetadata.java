// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.Optional;

/**
 * What is read of a pod in the API.
 *
 * @param configHash the annotation {@code kubernetes.io/config.hash}: the UID in a static pod's cgroup path
 */
record PodMetadata(PodName name, Optional<String> configHash, String resourceVersion) {

    /** The UID by which the pod's cgroups are known. */
    String cgroupUid() {
        return configHash.orElse(name.uid());
    }
}
