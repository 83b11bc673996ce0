// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who this process is among several controllers.
 *
 * @param pod       its pod's (or host's) name
 * @param namespace its pod's; {@code default} outside of a cluster
 * @param unique    a restarted one is another
 */
public record PodIdentity(String pod, String namespace, String unique) {

    private static final Logger log = LoggerFactory.getLogger(PodIdentity.class);

    private static final Path NAMESPACE_FILE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    /** Stands in neither of the three. */
    private static final String SEPARATOR = "_";

    /** Tells the host's name. */
    interface HostName {
        String get() throws UnknownHostException;
    }

    /** From what Kubernetes puts into a pod. */
    public static PodIdentity own() {
        return own(() -> InetAddress.getLocalHost().getHostName(), NAMESPACE_FILE);
    }

    static PodIdentity own(HostName host, Path namespaceFile) {
        try {
            String namespace = Files.exists(namespaceFile)
                    ? Files.readString(namespaceFile).strip()
                    : "default";
            return new PodIdentity(name(host), namespace, UUID.randomUUID().toString());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read this pod's namespace: " + e, e);
        }
    }

    /** A name is for people who read the Lease; what makes it unique is not its part. */
    private static String name(HostName host) {
        try {
            return host.get();
        } catch (UnknownHostException e) {
            log.warn(
                    "this host's name does not resolve ({}); the Lease names its holder kernscale-controller",
                    e.getMessage());
            return "kernscale-controller";
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
