// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.decide.ScalingPolicy;
import io.kernscale.controller.hpa.HpaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class PropertiesTest {

    private static <T> T bind(Class<T> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate(type.getAnnotation(ConfigurationProperties.class).value(), type);
    }

    @Test
    void agentsHaveDefaults() {
        assertThat(bind(AgentProperties.class, Map.of()))
                .isEqualTo(new AgentProperties(
                        List.of(),
                        "app.kubernetes.io/name=kernscale-agent",
                        null,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(1_500),
                        Duration.ofMillis(1),
                        DataSize.ofMegabytes(8),
                        64,
                        3,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10)));
    }

    @Test
    void agentsTakeAllKeys() {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("kernscale.agents.fixed", "a=http://h:1,b=http://h:2"),
                Map.entry("kernscale.agents.selector", "k=v"),
                Map.entry("kernscale.agents.namespace", "ns"),
                Map.entry("kernscale.agents.poll-interval", "5s"),
                Map.entry("kernscale.agents.timeout", "4s"),
                Map.entry("kernscale.agents.poll-gap", "3ms"),
                Map.entry("kernscale.agents.max-report-size", "1MB"),
                Map.entry("kernscale.agents.max-concurrent-polls", "7"),
                Map.entry("kernscale.agents.failures-to-open", "9"),
                Map.entry("kernscale.agents.back-off", "1s"),
                Map.entry("kernscale.agents.max-back-off", "2s"),
                Map.entry("kernscale.agents.min-window", "3s"),
                Map.entry("kernscale.agents.max-window", "20s"));

        assertThat(bind(AgentProperties.class, settings))
                .isEqualTo(new AgentProperties(
                        List.of("a=http://h:1", "b=http://h:2"),
                        "k=v",
                        "ns",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(4),
                        Duration.ofMillis(3),
                        DataSize.ofMegabytes(1),
                        7,
                        9,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(20)));
    }

    @Test
    void agentSecurityHasDefaultsAndTakesAllKeys() {
        assertThat(bind(AgentSecurityProperties.class, Map.of())).isEqualTo(AgentSecurityProperties.OPEN);
        assertThat(bind(
                        AgentSecurityProperties.class,
                        Map.of(
                                "kernscale.agents.security.mode", "mtls",
                                "kernscale.agents.security.token-file", "/t",
                                "kernscale.agents.security.tls-directory", "/d",
                                "kernscale.agents.security.server-name", "n")))
                .isEqualTo(new AgentSecurityProperties(
                        AgentSecurityProperties.Mode.MTLS, Path.of("/t"), Path.of("/d"), "n"));
    }

    @Test
    void kubeHasDefaultsAndTakesAllKeys() {
        assertThat(bind(KubeProperties.class, Map.of())).isEqualTo(new KubeProperties(null, Duration.ofSeconds(5)));
        assertThat(bind(KubeProperties.class, Map.of("kernscale.kube.config", "/c", "kernscale.kube.timeout", "1s")))
                .isEqualTo(new KubeProperties(Path.of("/c"), Duration.ofSeconds(1)));
    }

    @Test
    void leaderElectionHasDefaultsAndTakesAllKeys() {
        assertThat(bind(LeaderElectionProperties.class, Map.of()))
                .isEqualTo(new LeaderElectionProperties(
                        null,
                        "kube-system",
                        "kernscale-controller",
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2)));
        assertThat(bind(
                        LeaderElectionProperties.class,
                        Map.of(
                                "kernscale.leader-election.enabled", "true",
                                "kernscale.leader-election.namespace", "ns",
                                "kernscale.leader-election.lease-name", "l",
                                "kernscale.leader-election.lease-duration", "3s",
                                "kernscale.leader-election.renew-deadline", "2s",
                                "kernscale.leader-election.retry-period", "1s")))
                .isEqualTo(new LeaderElectionProperties(
                        true, "ns", "l", Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void customMetricsHaveDefaultsAndTakeAllKeys() {
        assertThat(bind(CustomMetricsProperties.class, Map.of()))
                .isEqualTo(new CustomMetricsProperties(false, 6443, Duration.ofSeconds(30)));
        assertThat(bind(
                        CustomMetricsProperties.class,
                        Map.of(
                                "kernscale.custom-metrics.enabled", "true",
                                "kernscale.custom-metrics.port", "8443",
                                "kernscale.custom-metrics.max-age", "10s")))
                .isEqualTo(new CustomMetricsProperties(true, 8443, Duration.ofSeconds(10)));
    }

    @Test
    void loopHasDefaultsAndTakesAllKeys() {
        assertThat(bind(LoopProperties.class, Map.of()))
                .isEqualTo(new LoopProperties(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30)));
        assertThat(bind(
                        LoopProperties.class,
                        Map.of(
                                "kernscale.loop.status-interval", "1s",
                                "kernscale.loop.scale-cache", "0s",
                                "kernscale.loop.stalled-after", "2s")))
                .isEqualTo(new LoopProperties(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(2)));
    }

    @Test
    void decideHasTheEnginesDefaultsAndTakesAllKeys() {
        assertThat(bind(DecideProperties.class, Map.of()))
                .isEqualTo(new DecideProperties(
                        ScalingPolicy.DEFAULT_MAX_SIGNAL_AGE,
                        ScalingPolicy.DEFAULT_POD_WARM_UP,
                        HpaSettings.DEFAULT.downscaleStabilization()));
        assertThat(bind(
                        DecideProperties.class,
                        Map.of(
                                "kernscale.decide.max-signal-age", "7s",
                                "kernscale.decide.pod-warm-up", "8s",
                                "kernscale.decide.scale-down-stabilization", "0s")))
                .isEqualTo(new DecideProperties(Duration.ofSeconds(7), Duration.ofSeconds(8), Duration.ZERO));
    }

    @Test
    void mapViewHasDefaultsAndTakesAllKeys() {
        assertThat(bind(MapViewProperties.class, Map.of()))
                .isEqualTo(new MapViewProperties(DataSize.ofMegabytes(32), 200));
        assertThat(bind(
                        MapViewProperties.class,
                        Map.of("kernscale.map.view.history-size", "1MB", "kernscale.map.view.max-meters", "0")))
                .isEqualTo(new MapViewProperties(DataSize.ofMegabytes(1), 0));
    }

    @Test
    void metricsHaveDefaultsAndTakeAllKeys() {
        assertThat(bind(MetricsProperties.class, Map.of())).isEqualTo(new MetricsProperties(1000));
        assertThat(bind(MetricsProperties.class, Map.of("kernscale.metrics.max-workloads", "0")))
                .isEqualTo(new MetricsProperties(0));
    }

    @Test
    void mapHasDefaultsAndTakesAllKeys() {
        assertThat(bind(MapProperties.class, Map.of())).isEqualTo(new MapProperties(List.of()));
        assertThat(bind(
                        MapProperties.class,
                        Map.of("kernscale.map.names", "10.9.0.0/16=warehouse, [fd00::7]:5432=orders db")))
                .isEqualTo(new MapProperties(List.of("10.9.0.0/16=warehouse", "[fd00::7]:5432=orders db")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernscale.agents.poll-interval            | 0s    | must be above 0, was: PT0S",
                "kernscale.agents.timeout                  | 3s    | must not be above kernscale.agents.poll-interval",
                "kernscale.agents.selector                 | agent | must be key=value, was: agent",
                "kernscale.agents.max-report-size          | 0B    | must be 1 or more, was: 0",
                "kernscale.agents.poll-gap                 | -1ms  | must be 0 or more, was: -1000000",
                "kernscale.agents.max-concurrent-polls     | 0     | must be 1 or more, was: 0",
                "kernscale.agents.failures-to-open         | 0     | must be 1 or more, was: 0",
                "kernscale.agents.back-off                 | 1m    | must not be above kernscale.agents.max-back-off",
                "kernscale.agents.min-window               | 11s   | must not be above kernscale.agents.max-window",
                "kernscale.kube.timeout                    | -1s   | must be above 0, was: PT-1S",
                "kernscale.leader-election.renew-deadline  | 16s   | must not be above",
                "kernscale.leader-election.retry-period    | 11s   | must not be above",
                "kernscale.loop.status-interval            | 0s    | must be above 0",
                "kernscale.loop.stalled-after              | 0s    | must be above 0",
                "kernscale.map.names                       | orders-db | must hold entries like 10.9.0.7:5432=orders-db",
                "kernscale.map.names                       | 10.9.0.7= | must hold entries like 10.9.0.7:5432=orders-db",
                "kernscale.decide.max-signal-age           | 0s    | must be above 0",
                "kernscale.decide.pod-warm-up              | -1s   | must be 0 or more",
                "kernscale.decide.scale-down-stabilization | -1s   | must be 0 or more",
                "kernscale.map.view.history-size           | 0B    | must be 1 or more",
                "kernscale.map.view.max-meters             | -1    | must be 0 or more",
                "kernscale.metrics.max-workloads           | -1    | must be 0 or more",
            })
    void refusesWhatCanNotWorkAndNamesIt(String key, String value, String complaint) {
        Class<?> type = Stream.of(
                        AgentProperties.class,
                        KubeProperties.class,
                        LeaderElectionProperties.class,
                        LoopProperties.class,
                        MapViewProperties.class,
                        MapProperties.class,
                        MetricsProperties.class,
                        DecideProperties.class)
                .filter(candidate -> key.startsWith(
                        candidate.getAnnotation(ConfigurationProperties.class).value() + "."))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> bind(type, Map.of(key, value)))
                .rootCause()
                .hasMessageStartingWith(key)
                .hasMessageContaining(complaint);
    }
}
