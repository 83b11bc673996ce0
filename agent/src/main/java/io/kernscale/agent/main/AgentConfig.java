// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import io.kernscale.agent.access.Access;
import io.kernscale.agent.cgroup.NodeSettings;
import io.kernscale.agent.http.CollectionTiming;
import io.kernscale.agent.kube.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The agent's settings, from environment variables:
 *
 * <table>
 * <caption>Variables</caption>
 * <tr><th>Variable</th><th>Default</th><th>Meaning and range</th></tr>
 * <tr><td>KERNSCALE_AGENT_PORT</td><td>5000</td><td>port to serve on, 0 to 65535; 0 takes a free one</td></tr>
 * <tr><td>KERNSCALE_AGENT_BIND</td><td>0.0.0.0</td><td>address to serve on</td></tr>
 * <tr><td>NODE_NAME</td><td>the host's name</td><td>this node's name in Kubernetes</td></tr>
 * <tr><td>HOST_ROOT</td><td>/</td><td>where the host's root directory is mounted</td></tr>
 * <tr><td>KERNSCALE_AGENT_EXCLUDED_NAMESPACES</td><td>kube-system</td><td>comma-separated; empty for none</td></tr>
 * <tr><td>KERNSCALE_AGENT_API_SERVER</td><td>the cluster's, inside of one</td><td>http(s) URL, or none</td></tr>
 * <tr><td>KERNSCALE_AGENT_TOKEN_FILE</td><td>the service account's</td><td>bearer token for the API server</td></tr>
 * <tr><td>KERNSCALE_AGENT_CA_FILE</td><td>the service account's</td><td>PEM certificates to trust</td></tr>
 * <tr><td>KERNSCALE_AGENT_SECURITY</td><td>none</td><td>who may read: none (anybody), token or mtls</td></tr>
 * <tr><td>KERNSCALE_AGENT_ALLOWED_USERS</td><td></td><td>with token: comma-separated, as a TokenReview names them</td></tr>
 * <tr><td>KERNSCALE_AGENT_AUDIENCE</td><td>kernscale-agent</td><td>with token: whom it must be made for</td></tr>
 * <tr><td>KERNSCALE_AGENT_TLS_DIRECTORY</td><td>/etc/kernscale/tls</td><td>with mtls: tls.crt, tls.key, ca.crt</td></tr>
 * <tr><td>KERNSCALE_AGENT_OPEN_METRICS</td><td>false</td><td>true: /metrics is open whatever the rest is</td></tr>
 * <tr><td>KERNSCALE_AGENT_ONE_PER_NODE</td><td>false</td><td>true: waits while another such agent has the node</td></tr>
 * <tr><td>KERNSCALE_AGENT_MAX_CGROUPS</td><td>4096</td><td>cgroups that the probes have room for, 64 to 65536</td></tr>
 * <tr><td>KERNSCALE_AGENT_MAX_EDGES</td><td>32</td><td>TCP edges listed for a pod and role, 1 to 1024</td></tr>
 * <tr><td>KERNSCALE_AGENT_MAX_REQUESTS</td><td>64</td><td>requests answered at once, 1 to 1024</td></tr>
 * <tr><td>KERNSCALE_AGENT_MAX_AGE_MILLIS</td><td>250</td><td>a request for older data collects anew, 10 to 60000</td></tr>
 * <tr><td>KERNSCALE_AGENT_HEARTBEAT_SECONDS</td><td>5</td><td>collects this often without requests, 1 to 60</td></tr>
 * </table>
 */
record AgentConfig(
        String bind,
        int port,
        NodeSettings node,
        CollectionTiming timing,
        Access.Mode access,
        boolean openMetrics,
        boolean onePerNode,
        int maxRequests,
        int maxCgroups) {

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** @throws ConfigException on the first variable that cannot be used */
    static AgentConfig from(Environment env) {
        NodeSettings node = node(env);
        return new AgentConfig(
                env.text("KERNSCALE_AGENT_BIND", "0.0.0.0"),
                env.integer("KERNSCALE_AGENT_PORT", 5000, 0, 65_535),
                node,
                timing(env),
                access(env, node.apiServer()),
                env.isTrue("KERNSCALE_AGENT_OPEN_METRICS"),
                env.isTrue("KERNSCALE_AGENT_ONE_PER_NODE"),
                env.integer("KERNSCALE_AGENT_MAX_REQUESTS", 64, 1, 1_024),
                env.integer("KERNSCALE_AGENT_MAX_CGROUPS", 4_096, 64, 65_536));
    }

    private static NodeSettings node(Environment env) {
        Path hostRoot = Path.of(env.text("HOST_ROOT", "/"));
        if (!Files.isDirectory(hostRoot)) {
            throw new ConfigException(
                    "HOST_ROOT must be the host's root directory, was: " + hostRoot + "; mount the host's / there");
        }
        return new NodeSettings(
                env.text("NODE_NAME").orElseGet(AgentConfig::hostName),
                OnlineCpus.count(hostRoot),
                hostRoot,
                apiServer(env),
                env.names("KERNSCALE_AGENT_EXCLUDED_NAMESPACES").orElse(NodeSettings.DEFAULT_IGNORED_NAMESPACES),
                env.integer("KERNSCALE_AGENT_MAX_EDGES", NodeSettings.DEFAULT_MAX_EDGES, 1, NodeSettings.MOST_EDGES));
    }

    private static Access.Mode access(Environment env, Optional<ApiServer> server) {
        return switch (env.oneOf("KERNSCALE_AGENT_SECURITY", List.of("none", "token", "mtls"))) {
            case "token" -> token(env, server);
            case "mtls" ->
                new Access.Mode.Mtls(Path.of(env.text("KERNSCALE_AGENT_TLS_DIRECTORY", "/etc/kernscale/tls")));
            default -> new Access.Mode.None();
        };
    }

    private static Access.Mode token(Environment env, Optional<ApiServer> server) {
        Set<String> users = env.names("KERNSCALE_AGENT_ALLOWED_USERS").orElse(Set.of());
        if (users.isEmpty()) {
            throw new ConfigException(
                    "KERNSCALE_AGENT_ALLOWED_USERS must name who may read when KERNSCALE_AGENT_SECURITY"
                            + " is token, was empty; set it to the controller's account,"
                            + " system:serviceaccount:<namespace>:<name>");
        }
        return new Access.Mode.Token(
                server.orElseThrow(
                        () -> new ConfigException("KERNSCALE_AGENT_SECURITY must be none or mtls without an API"
                                + " server to check tokens, was: token; set KERNSCALE_AGENT_API_SERVER")),
                env.text("KERNSCALE_AGENT_AUDIENCE", "kernscale-agent"),
                users);
    }

    private static CollectionTiming timing(Environment env) {
        return new CollectionTiming(
                Duration.ofMillis(env.integer("KERNSCALE_AGENT_MAX_AGE_MILLIS", 250, 10, 60_000)),
                CollectionTiming.DEFAULT.maxWait(),
                Duration.ofSeconds(env.integer("KERNSCALE_AGENT_HEARTBEAT_SECONDS", 5, 1, 60)));
    }

    private static Optional<ApiServer> apiServer(Environment env) {
        Optional<String> url = env.text("KERNSCALE_AGENT_API_SERVER").or(() -> inCluster(env));
        return url.filter(value -> !value.equals("none")).map(value -> {
            try {
                return new ApiServer(
                        URI.create(value),
                        env.file("KERNSCALE_AGENT_TOKEN_FILE", SERVICE_ACCOUNT.resolve("token")),
                        env.file("KERNSCALE_AGENT_CA_FILE", SERVICE_ACCOUNT.resolve("ca.crt")));
            } catch (IllegalArgumentException e) {
                throw new ConfigException("KERNSCALE_AGENT_API_SERVER must be an http:// or https:// URL or none, was: "
                        + value + "; correct it, or unset it to use the cluster's own");
            }
        });
    }

    private static Optional<String> inCluster(Environment env) {
        return env.text("KUBERNETES_SERVICE_HOST").map(host -> {
            String bracketed = host.contains(":") ? "[" + host + "]" : host;
            return "https://" + bracketed + ":" + env.text("KUBERNETES_SERVICE_PORT", "443");
        });
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
