// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import io.kernscale.controller.collect.kube.KubeClients;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.config.KubeProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The way to a test's API server. */
public final class TestKube {

    private TestKube() {}

    /** A kubeconfig file for a server that asks nobody who they are. */
    public static Path kubeconfig(Path directory, URI server) {
        try {
            return Files.writeString(directory.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: test, cluster: {server: "%s"}}]
                    users: [{name: test, user: {}}]
                    contexts: [{name: test, context: {cluster: test, user: test}}]
                    current-context: test
                    """.formatted(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients of the server that this file names. */
    public static KubeClients clients(Path kubeconfig) {
        return new KubeClients(new KubeProperties(kubeconfig, Duration.ofSeconds(10)));
    }

    /** Requests to the server that this file names. */
    public static KubeHttp http(Path kubeconfig) {
        return new KubeHttp(clients(kubeconfig));
    }

    /** Requests to this server. */
    public static KubeHttp http(Path directory, URI server) {
        return http(kubeconfig(directory, server));
    }
}
