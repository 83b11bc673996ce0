// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Who this process is among several controllers.
 *
 * @param pod       its pod's (or host's) name
 * @param namespace its pod's; {@code default} outside of a cluster
 * @param unique    a restarted one is another
 */
public record PodIdentity(String pod, String namespace, String unique) {

    private static final Path NAMESPACE_FILE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    /** Stands in neither of the three. */
    private static final String SEPARATOR = "_";

    /** From what Kubernetes puts into a pod. */
    public static PodIdentity own() {
        try {
            String namespace = Files.exists(NAMESPACE_FILE)
                    ? Files.readString(NAMESPACE_FILE).strip()
                    : "default";
            return new PodIdentity(
                    InetAddress.getLocalHost().getHostName(),
                    namespace,
                    UUID.randomUUID().toString());
        } catch (IOException e) {
            throw new IllegalStateException("cannot find out this pod's name and namespace: " + e, e);
        }
    }

    /** As it stands in the Lease: {@code <pod>_<namespace>_<unique>}. */
    String holder() {
        return String.join(SEPARATOR, pod, namespace, unique);
    }

    /** Whom a Lease names; empty where its holder is no controller of Kernscale. */
    static Optional<PodIdentity> of(String holder) {
        String[] parts = holder.split(SEPARATOR, -1);
        return parts.length == 3 ? Optional.of(new PodIdentity(parts[0], parts[1], parts[2])) : Optional.empty();
    }
}
