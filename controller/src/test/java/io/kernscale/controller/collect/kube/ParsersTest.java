// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.ServiceState;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.decide.ScalingPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What the API server sends, as records. */
class ParsersTest {

    private static final String POD = """
            {"apiVersion": "v1", "kind": "Pod",
             "metadata": {"namespace": "shop", "name": "p", "uid": "u", "labels": {"app": "agent"}, "managedFields": [1]},
             "spec": {"nodeName": "node-1", "newField": 1,
               "initContainers": [{"name": "i", "resources": {"requests": {"cpu": "9"}}},
                 {"name": "s", "restartPolicy": "Always", "resources": {"requests": {"cpu": "100m"}}}],
               "containers": [{"name": "a", "env": [], "resources": {"requests": {"cpu": "250m"}, "limits": {"cpu": 1}},
                 "ports": [{"name": "http", "containerPort": 5001}]}]},
             "status": {"phase": "Running", "podIP": "10.0.0.7", "conditions": [
               {"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
            """;

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void readsAPodAlsoAfterItWasStripped() {
        PodState state = PodParser.state(PodParser.stripped(json(POD)), List.of());

        assertThat(state).isEqualTo(PodParser.state(json(POD), List.of()));
        assertThat(state.node()).isEqualTo("node-1");
        assertThat(state.readyAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(state.requestCores()).isEqualTo(0.35); // 250m and the sidecar's 100m
        assertThat(state.limitCores()).isNull(); // the sidecar has none
        assertThat(PodParser.stripped(json(POD)).toString()).doesNotContain("managedFields", "env");
    }

    @Test
    void readsWhereAPodIsFound() {
        String pod = POD.replace("\"containerPort\": 5001", "\"containerPort\": 5001, \"hostPort\": 80")
                .replace("\"restartPolicy\"", "\"ports\": [{\"containerPort\": 9}], \"restartPolicy\"")
                .replace("\"hostPort\": 80}", "\"hostPort\": 80}, {\"containerPort\": 53, \"protocol\": \"UDP\"}")
                .replace("\"podIP\"", "\"podIPs\": [{\"ip\": \"10.0.0.7\"}, {\"ip\": \"fd00::7\"}], \"podIP\"")
                .replace("\"phase\"", "\"hostIP\": \"192.168.0.1\", \"phase\"");

        PodNetwork network =
                PodParser.state(PodParser.stripped(json(pod)), List.of()).network();

        assertThat(network)
                .isEqualTo(new PodNetwork(
                        List.of("10.0.0.7", "fd00::7"),
                        "192.168.0.1",
                        false,
                        Set.of(5001, 9), // the sidecar's, and no UDP
                        Set.of(80),
                        Map.of("app", "agent")));
        String onHost = pod.replace("\"nodeName\"", "\"hostNetwork\": true, \"nodeName\"");
        assertThat(PodParser.state(PodParser.stripped(json(onHost)), List.of())
                        .network()
                        .hostNetwork())
                .isTrue();
    }

    @Test
    void readsAServiceAlsoAfterItWasStripped() {
        JsonObject service = json("""
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"namespace": "shop", "name": "web", "managedFields": [1]},
                 "spec": {"clusterIP": "10.96.0.10", "clusterIPs": ["10.96.0.10", "fd01::a"], "externalIPs": ["192.0.2.1"],
                   "selector": {"app": "web"}, "ports": [{"port": 80, "nodePort": 30080, "protocol": "TCP"},
                     {"port": 443}, {"port": 53, "protocol": "UDP"}, {"port": "x"}]},
                 "status": {"loadBalancer": {"ingress": [{"ip": "198.51.100.1"}, {"hostname": "lb.example"}]}}}
                """);

        ServiceState state = ServiceParser.state(ServiceParser.stripped(service));

        assertThat(state)
                .isEqualTo(new ServiceState(
                        "shop",
                        "web",
                        List.of("10.96.0.10", "fd01::a", "192.0.2.1", "198.51.100.1"),
                        Map.of("app", "web"),
                        Set.of(80, 443),
                        Set.of(30080)));
        assertThat(ServiceParser.stripped(service).toString()).doesNotContain("managedFields");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"spec\": {\"clusterIP\": \"None\"}}",
                "{\"spec\": {\"clusterIP\": \"\", \"type\": \"ExternalName\", \"ports\": {}}}",
                "{\"metadata\": 1, \"spec\": [], \"status\": {\"loadBalancer\": {\"ingress\": 7}}}",
            })
    void knowsNoAddressOfAHeadlessOrOddService(String service) {
        ServiceState state = ServiceParser.state(ServiceParser.stripped(json(service)));

        assertThat(state.addresses()).isEmpty();
        assertThat(state.ports()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Running,Failed", "Running,Succeeded"})
    void doesNotCountWhatHasEnded(String from, String to) {
        assertThat(PodParser.counts(json(POD))).isTrue();
        assertThat(PodParser.leaves(json(POD))).isFalse();
        assertThat(PodParser.counts(json(POD.replace(from, to)))).isFalse();
        String leaving = POD.replace("\"uid\"", "\"deletionTimestamp\": \"2026-01-01T00:00:00Z\", \"uid\"");
        assertThat(PodParser.counts(json(leaving))).isFalse();
        assertThat(PodParser.leaves(json(leaving))).isTrue();
        assertThat(PodParser.leaves(json(leaving.replace(from, to)))).isFalse();
    }

    @Test
    void survivesAPodOfAnotherShape() {
        PodState state =
                PodParser.state(json("{\"metadata\": 1, \"spec\": [], \"status\": {\"conditions\": {}}}"), null);

        assertThat(state.ready()).isFalse();
        assertThat(PodParser.stripped(json("{}")).has("spec")).isTrue();
    }

    @Test
    void findsAgents() {
        AgentPods agents = new AgentPods(new AgentProperties(
                List.of(),
                "app=agent",
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                DataSize.ofMegabytes(8),
                64,
                3,
                Duration.ofSeconds(4),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofSeconds(10)));

        assertThat(agents.matches(json(POD))).isTrue();
        assertThat(agents.matches(json(POD.replace("\"True\"", "\"False\"")))).isFalse();
        assertThat(agents.matches(json(POD.replace("\"agent\"", "\"other\"")))).isFalse();
        assertThat(agents.endpoint(json(POD)).url()).isEqualTo(URI.create("http://10.0.0.7:5001"));
        assertThat(agents.endpoint(json(POD.replace("10.0.0.7", "fd00::7").replace("\"http\"", "\"x\"")))
                        .url())
                .isEqualTo(URI.create("http://[fd00::7]:5000"));
    }

    private static Autoscaler autoscaler(String spec) {
        return AutoscalerParser.parse(json("""
                {"metadata": {"namespace": "shop", "name": "cart", "uid": "u", "generation": 3}, "spec": %s,
                 "status": {"lastScaleTime": "2026-01-01T00:00:00Z"}}
                """.formatted(spec)));
    }

    @Test
    void readsAnAutoscalerWithDefaults() {
        Autoscaler parsed =
                autoscaler("{\"scaleTargetRef\": {\"kind\": \"Deployment\", \"name\": \"cart\"}, \"maxReplicas\": 5}");

        assertThat(parsed).isInstanceOfSatisfying(Autoscaler.Valid.class, valid -> {
            assertThat(valid.target()).isEqualTo(new TargetRef("apps/v1", "Deployment", "cart"));
            assertThat(valid.minReplicas()).isEqualTo(1);
            assertThat(valid.mode()).isEqualTo(Autoscaler.Mode.AUTO);
            assertThat(valid.lockPolicy()).isEqualTo(Autoscaler.LockPolicy.HOLD);
            assertThat(valid.targetSaturation()).isEqualTo(ScalingPolicy.DEFAULT_TARGET_SATURATION);
            assertThat(valid.lastScaleTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(valid.id().generation()).isEqualTo(3);
        });
    }

    @Test
    void readsALockPolicy() {
        Autoscaler parsed = autoscaler("{\"scaleTargetRef\": {\"kind\": \"Deployment\", \"name\": \"cart\"}, "
                + "\"maxReplicas\": 5, \"kernel\": {\"lockPolicy\": \"Scale\"}}");
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Autoscaler.Valid.class,
                        valid -> assertThat(valid.lockPolicy()).isEqualTo(Autoscaler.LockPolicy.SCALE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'maxReplicas': 5, 'minReplicas': 6                     | minReplicas 6 and maxReplicas 5",
                "'maxReplicas': 5, 'minReplicas': 0                     | minReplicas 0",
                "'minReplicas': 1                                       | spec.maxReplicas is missing",
                "'maxReplicas': 1.5                                     | spec.maxReplicas must be a whole number",
                "'maxReplicas': 1e30                                    | spec.maxReplicas must be a whole number",
                "'maxReplicas': '5'                                     | spec.maxReplicas must be a number",
                "'maxReplicas': 5, 'mode': 'Manual'                     | spec.mode must be Auto or DryRun",
                "'maxReplicas': 5, 'kernel': {'targetSaturation': 0}    | must be above 0 and at most 0.9",
                "'maxReplicas': 5, 'kernel': {'targetSaturation': 0.95} | must be above 0 and at most 0.9",
                "'maxReplicas': 5, 'kernel': {'targetSaturation': 'x'}  | must be a number",
                "'maxReplicas': 5, 'kernel': {'lockPolicy': 'Add'}      | spec.kernel.lockPolicy must be Hold or Scale",
            },
            quoteCharacter = '`')
    void namesWhatIsWrongWithAnAutoscaler(String fields, String complaint) {
        Autoscaler parsed = autoscaler("{\"scaleTargetRef\": {\"kind\": \"Deployment\", \"name\": \"cart\"}, "
                + fields.replace('\'', '"') + "}");

        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Autoscaler.Invalid.class,
                        invalid -> assertThat(invalid.problem()).contains(complaint));
    }

    @Test
    void readsTheReplicasOfAScale() throws KubeException {
        assertThat(KubeScales.replicas(json("{\"kind\": \"Scale\", \"spec\": {\"replicas\": 3}}")))
                .isEqualTo(3);
        assertThat(KubeScales.replicas(json("{\"kind\": \"Scale\", \"spec\": {}}")))
                .isZero();
        for (String nonsense : List.of("-1", "1.5", "\"x\"", "1e30", "null", "[]")) {
            assertThatThrownBy(() -> KubeScales.replicas(
                            json("{\"kind\": \"Scale\", \"spec\": {\"replicas\": " + nonsense + "}}")))
                    .as(nonsense)
                    .isInstanceOf(KubeException.class);
        }
        assertThatThrownBy(() -> KubeScales.replicas(json("{\"kind\": \"Status\"}")))
                .hasMessage("the answer is not a Scale");
    }
}
