// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the collector must be told.
 *
 * @param node              the Kubernetes node's name, which limits the watch; the host name outside of a cluster
 * @param cpus              online CPUs
 * @param hostRoot          the host's root directory as this process sees it: {@code /}, or {@code /host} in a container
 * @param apiServer         where pod names come from; empty outside of a cluster
 * @param ignoredNamespaces whose pods are left out of reports
 */
public record NodeSettings(
        String node, int cpus, Path hostRoot, Optional<ApiServer> apiServer, Set<String> ignoredNamespaces) {

    /** The namespaces that are ignored unless something else is said. */
    public static final Set<String> DEFAULT_IGNORED_NAMESPACES = Set.of("kube-system");

    public NodeSettings {
        requireNonNull(node, "node");
        requireNonNull(hostRoot, "hostRoot");
        requireNonNull(apiServer, "apiServer");
        ignoredNamespaces = Set.copyOf(ignoredNamespaces);
        if (cpus < 1) {
            throw new IllegalArgumentException("cpus must be 1 or more, was: " + cpus);
        }
    }
}
