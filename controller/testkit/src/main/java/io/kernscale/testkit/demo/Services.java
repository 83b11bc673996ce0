// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import io.kernscale.testkit.kubelet.CgroupTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts the real agent and the real controller from what the build has made.
 *
 * @param home      the project's root directory
 * @param directory takes their logs
 * @param apiServer where they find the Kubernetes API
 */
record Services(Path home, Path directory, CgroupTree tree, URI apiServer) {

    Service agent(URI uri) {
        requireFree(uri.getPort());
        Path options = home.resolve("agent/src/main/jvm/agent.options");
        return Service.start(
                tree,
                directory,
                "agent",
                List.of(java(), "@" + options.toAbsolutePath(), "-jar", jar("agent/target/kernscale-agent.jar")),
                Map.of(
                        "NODE_NAME", MiniCluster.NODE,
                        "KERNSCALE_AGENT_BIND", uri.getHost(),
                        "KERNSCALE_AGENT_PORT", Integer.toString(uri.getPort()),
                        "KERNSCALE_AGENT_API_SERVER", apiServer.toString()));
    }

    Service controller(URI uri, URI agent) {
        return Service.start(
                tree,
                directory,
                "controller",
                List.of(
                        java(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // starts in half the time, and lives for a minute
                        "-Xmx256m",
                        "-jar",
                        jar("controller/target/kernscale-controller.jar"),
                        "--server.address=" + uri.getHost(),
                        "--server.port=" + uri.getPort(),
                        "--kernscale.kube.config=" + writeKubeconfig(),
                        "--kernscale.agents.fixed=" + MiniCluster.NODE + "=" + agent),
                Map.of());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String jar(String path) {
        Path jar = home.resolve(path).toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new DemoException(jar + " is missing; build it first: ./kernscale build");
        }
        return jar.toString();
    }

    private Path writeKubeconfig() {
        try {
            return Files.writeString(directory.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: demo, cluster: {server: "%s"}}]
                    users: [{name: demo, user: {token: demo}}]
                    contexts: [{name: demo, context: {cluster: demo, user: demo, namespace: default}}]
                    current-context: demo
                    """.formatted(apiServer));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the kubeconfig into " + directory, e);
        }
    }

    private static void requireFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            throw new DemoException("port " + port + ", where the agent is to serve, is taken; end the process that "
                    + "has it, or choose another: --port N");
        }
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free loopback port", e);
        }
    }
}
