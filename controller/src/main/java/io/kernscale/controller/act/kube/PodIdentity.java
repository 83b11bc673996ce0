// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import io.kernscale.controller.config.LeaderElectionProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Who this process is among several controllers.
 *
 * @param namespace where its Lease lives
 * @param name      its pod's (or host's) name, made unique: a restarted one is another
 */
public record PodIdentity(String namespace, String name) {

    private static final Path NAMESPACE_FILE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    /** From the configuration, else from what Kubernetes puts into a pod, else the default namespace. */
    public static PodIdentity of(LeaderElectionProperties properties) {
        String configured = properties.namespace();
        try {
            String name = InetAddress.getLocalHost().getHostName() + "_" + UUID.randomUUID();
            return new PodIdentity(configured == null ? own() : configured, name);
        } catch (IOException e) {
            throw new IllegalStateException("cannot find out this pod's name and namespace: " + e, e);
        }
    }

    private static String own() throws IOException {
        return Files.exists(NAMESPACE_FILE) ? Files.readString(NAMESPACE_FILE).strip() : "default";
    }
}
