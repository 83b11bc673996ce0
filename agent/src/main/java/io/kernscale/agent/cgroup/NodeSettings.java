// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.util.Objects.requireNonNull;

import io.kernscale.agent.kube.ApiServer;
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
 * @param maxEdges          TCP edges with a row of their own in each role of a pod, 1 to 1024; the rest share one row
 */
public record NodeSettings(
        String node,
        int cpus,
        Path hostRoot,
        Optional<ApiServer> apiServer,
        Set<String> ignoredNamespaces,
        int maxEdges) {

    /** The namespaces that are ignored unless something else is said. */
    public static final Set<String> DEFAULT_IGNORED_NAMESPACES = Set.of("kube-system");

    /**
     * More peers than most services have; and with so many in both roles of 110 pods a report of 0.7 kB a row is 5 MB,
     * still below the 8 MB that a reader takes.
     */
    public static final int DEFAULT_MAX_EDGES = 32;

    /** For nodes of a few large pods: with so many in both roles five pods are 7 MB. */
    public static final int MOST_EDGES = 1_024;

    public NodeSettings {
        requireNonNull(node, "node");
        requireNonNull(hostRoot, "hostRoot");
        requireNonNull(apiServer, "apiServer");
        ignoredNamespaces = Set.copyOf(ignoredNamespaces);
        if (maxEdges < 1 || maxEdges > MOST_EDGES) {
            throw new IllegalArgumentException("maxEdges must be in [1, " + MOST_EDGES + "], was: " + maxEdges);
        }
        if (cpus < 1) {
            throw new IllegalArgumentException("cpus must be 1 or more, was: " + cpus);
        }
    }
}
