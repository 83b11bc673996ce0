// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.agent.access.Access;
import io.kernscale.agent.http.CollectionTiming;
import io.kernscale.agent.kube.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {

    @Test
    void everythingHasADefault() throws IOException {
        AgentConfig config = from(Map.of());
        assertThat(config.bind()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(5000);
        assertThat(config.maxRequests()).isEqualTo(64);
        assertThat(config.maxCgroups()).isEqualTo(4_096);
        assertThat(config.timing()).isEqualTo(CollectionTiming.DEFAULT);
        assertThat(config.node().node())
                .isEqualTo(
                        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        assertThat(config.node().hostRoot()).isEqualTo(Path.of("/"));
        assertThat(config.node().apiServer()).isEmpty();
        assertThat(config.node().ignoredNamespaces()).containsExactly("kube-system");
        assertThat(config.node().maxEdges()).isEqualTo(32);
        assertThat(config.access()).isEqualTo(new Access.Mode.None());
        assertThat(config.openMetrics()).isFalse();
        assertThat(config.onePerNode()).isFalse();
    }

    @Test
    void theChartSetsTheSame() throws IOException {
        AgentConfig config = from(Map.of());
        assertThat(Files.readString(Path.of("../charts/kernscale/values.yaml")))
                .contains(
                        "\n  maxCgroups: " + config.maxCgroups() + "\n",
                        "\n  maxEdges: " + config.node().maxEdges() + "\n",
                        "\n  excludedNamespaces: ["
                                + String.join(", ", config.node().ignoredNamespaces()) + "]\n",
                        "\n    mode: none\n",
                        "\n    openMetrics: " + config.openMetrics() + "\n",
                        "\n      audience: kernscale-agent\n");
    }

    @Test
    void everythingCanBeSet(@TempDir Path files) throws IOException {
        Path token = Files.writeString(files.resolve("token"), "t");
        Path ca = Files.writeString(files.resolve("ca.crt"), "c");
        AgentConfig config = from(Map.ofEntries(
                Map.entry("KERNSCALE_AGENT_BIND", "127.0.0.1"),
                Map.entry("KERNSCALE_AGENT_PORT", "5001"),
                Map.entry("KERNSCALE_AGENT_MAX_REQUESTS", "8"),
                Map.entry("KERNSCALE_AGENT_MAX_CGROUPS", "128"),
                Map.entry("KERNSCALE_AGENT_MAX_EDGES", "100"),
                Map.entry("KERNSCALE_AGENT_MAX_AGE_MILLIS", "100"),
                Map.entry("KERNSCALE_AGENT_HEARTBEAT_SECONDS", "7"),
                Map.entry("NODE_NAME", "node-7"),
                Map.entry("HOST_ROOT", files.toString()),
                Map.entry("KERNSCALE_AGENT_EXCLUDED_NAMESPACES", "kube-system, monitoring,"),
                Map.entry("KERNSCALE_AGENT_API_SERVER", "http://127.0.0.1:8001"),
                Map.entry("KERNSCALE_AGENT_SECURITY", "token"),
                Map.entry("KERNSCALE_AGENT_ALLOWED_USERS", "a,b"),
                Map.entry("KERNSCALE_AGENT_AUDIENCE", "agents"),
                Map.entry("KERNSCALE_AGENT_OPEN_METRICS", "true"),
                Map.entry("KERNSCALE_AGENT_ONE_PER_NODE", "true"),
                Map.entry("KERNSCALE_AGENT_TOKEN_FILE", token.toString()),
                Map.entry("KERNSCALE_AGENT_CA_FILE", ca.toString())));
        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(5001);
        assertThat(config.maxRequests()).isEqualTo(8);
        assertThat(config.maxCgroups()).isEqualTo(128);
        assertThat(config.node().maxEdges()).isEqualTo(100);
        assertThat(config.timing().maxAge()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.timing().heartbeat()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.node().node()).isEqualTo("node-7");
        assertThat(config.node().hostRoot()).isEqualTo(files);
        assertThat(config.node().ignoredNamespaces()).containsExactlyInAnyOrder("kube-system", "monitoring");
        ApiServer server = new ApiServer(URI.create("http://127.0.0.1:8001"), Optional.of(token), Optional.of(ca));
        assertThat(config.node().apiServer()).contains(server);
        assertThat(config.access()).isEqualTo(new Access.Mode.Token(server, "agents", Set.of("a", "b")));
        assertThat(config.openMetrics()).isTrue();
        assertThat(config.onePerNode()).isTrue();
    }

    @Test
    void clientCertificatesComeFromADirectory() {
        assertThat(from(Map.of("KERNSCALE_AGENT_SECURITY", "mtls")).access())
                .isEqualTo(new Access.Mode.Mtls(Path.of("/etc/kernscale/tls")));
        assertThat(from(Map.of("KERNSCALE_AGENT_SECURITY", "mtls", "KERNSCALE_AGENT_TLS_DIRECTORY", "/tls"))
                        .access())
                .isEqualTo(new Access.Mode.Mtls(Path.of("/tls")));
    }

    @Test
    void tokensNeedSomebodyToCheckThem() {
        Map<String, String> variables =
                Map.of("KERNSCALE_AGENT_SECURITY", "token", "KERNSCALE_AGENT_ALLOWED_USERS", "u");
        assertThatThrownBy(() -> from(variables))
                .hasMessage("KERNSCALE_AGENT_SECURITY must be none or mtls without an API server to check tokens, was:"
                        + " token; set KERNSCALE_AGENT_API_SERVER");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KERNSCALE_AGENT_PORT         | 70000      | KERNSCALE_AGENT_PORT must be a whole number in [0, 65535], was: 70000; correct it or unset it for 5000
            KERNSCALE_AGENT_PORT         | http       | KERNSCALE_AGENT_PORT must be a whole number in [0, 65535], was: http; correct it or unset it for 5000
            KERNSCALE_AGENT_MAX_CGROUPS  | 1          | KERNSCALE_AGENT_MAX_CGROUPS must be a whole number in [64, 65536], was: 1; correct it or unset it for 4096
            KERNSCALE_AGENT_MAX_EDGES    | 0          | KERNSCALE_AGENT_MAX_EDGES must be a whole number in [1, 1024], was: 0; correct it or unset it for 32
            KERNSCALE_AGENT_MAX_EDGES    | 1025       | KERNSCALE_AGENT_MAX_EDGES must be a whole number in [1, 1024], was: 1025; correct it or unset it for 32
            HOST_ROOT                    | /no/where  | HOST_ROOT must be the host's root directory, was: /no/where; mount the host's / there
            KERNSCALE_AGENT_SECURITY     | tls        | KERNSCALE_AGENT_SECURITY must be one of none, token, mtls, was: tls; correct it or unset it for none
            KERNSCALE_AGENT_SECURITY     | token      | KERNSCALE_AGENT_ALLOWED_USERS must name who may read when KERNSCALE_AGENT_SECURITY is token, was empty; set it to the controller's account, system:serviceaccount:<namespace>:<name>
            KERNSCALE_AGENT_OPEN_METRICS | yes        | KERNSCALE_AGENT_OPEN_METRICS must be one of false, true, was: yes; correct it or unset it for false
            KERNSCALE_AGENT_API_SERVER   | ftp://a    | KERNSCALE_AGENT_API_SERVER must be an http:// or https:// URL or none, was: ftp://a; correct it, or unset it to use the cluster's own
            """)
    void saysWhatIsWrongAndWhatToDo(String name, String value, String message) {
        assertThatThrownBy(() -> from(Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void aTokenFileThatIsNamedMustExist() {
        Map<String, String> variables =
                Map.of("KERNSCALE_AGENT_API_SERVER", "http://a", "KERNSCALE_AGENT_TOKEN_FILE", "/no/token");
        assertThatThrownBy(() -> from(variables))
                .hasMessage(
                        "KERNSCALE_AGENT_TOKEN_FILE must name a readable file, was: /no/token; mount it or unset it");
    }

    @ParameterizedTest
    @CsvSource({"10.43.0.1, https://10.43.0.1:443", "fd00::1, https://[fd00::1]:443"})
    void insideAClusterItsApiServerIsTheDefault(String host, String url) {
        AgentConfig config = from(Map.of("KUBERNETES_SERVICE_HOST", host));
        assertThat(config.node().apiServer().map(ApiServer::url)).contains(URI.create(url));
    }

    @Test
    void theApiServerCanBeSwitchedOff() {
        AgentConfig config = from(Map.of("KUBERNETES_SERVICE_HOST", "10.43.0.1", "KERNSCALE_AGENT_API_SERVER", "none"));
        assertThat(config.node().apiServer()).isEmpty();
    }

    @Test
    void anEmptyListExcludesNothing() {
        assertThat(from(Map.of("KERNSCALE_AGENT_EXCLUDED_NAMESPACES", ""))
                        .node()
                        .ignoredNamespaces())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|1", "0-3|4", "0-3,6|5", "0-1,8-11|6"})
    void countsOnlineCpus(String list, int cpus) {
        assertThat(OnlineCpus.parse(list)).isEqualTo(cpus);
    }

    private static AgentConfig from(Map<String, String> variables) {
        return AgentConfig.from(new Environment(variables));
    }
}
