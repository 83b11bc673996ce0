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
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.KernelSpec;
import io.kernscale.controller.spec.LabelPolicy;
import io.kernscale.controller.spec.LatencyObjective;
import io.kernscale.controller.spec.LockPolicy;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.Mode;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
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
    void readsAPod() {
        PodState state = PodParser.state(json(POD), List.of());

        assertThat(state.node()).isEqualTo("node-1");
        assertThat(state.readyAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(state.requestCores()).isEqualTo(0.35); // 250m and the sidecar's 100m
        assertThat(state.limitCores()).isNull(); // the sidecar has none
    }

    @Test
    void readsWhereAPodIsFound() {
        String pod = POD.replace("\"containerPort\": 5001", "\"containerPort\": 5001, \"hostPort\": 80")
                .replace("\"restartPolicy\"", "\"ports\": [{\"containerPort\": 9}], \"restartPolicy\"")
                .replace("\"hostPort\": 80}", "\"hostPort\": 80}, {\"containerPort\": 53, \"protocol\": \"UDP\"}")
                .replace("\"podIP\"", "\"podIPs\": [{\"ip\": \"10.0.0.7\"}, {\"ip\": \"fd00::7\"}], \"podIP\"")
                .replace("\"phase\"", "\"hostIP\": \"192.168.0.1\", \"phase\"");

        PodNetwork network = PodParser.state(json(pod), List.of()).network();

        assertThat(network)
                .isEqualTo(new PodNetwork(
                        List.of("10.0.0.7", "fd00::7"),
                        "192.168.0.1",
                        false,
                        Set.of(5001, 9), // the sidecar's, and no UDP
                        Set.of(80),
                        Map.of("app", "agent")));
        String onHost = pod.replace("\"nodeName\"", "\"hostNetwork\": true, \"nodeName\"");
        assertThat(PodParser.state(json(onHost), List.of()).network().hostNetwork())
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

        ServiceState state = ServiceParser.state(service);

        assertThat(state)
                .isEqualTo(new ServiceState(
                        "shop",
                        "web",
                        List.of("10.96.0.10", "fd01::a", "192.0.2.1", "198.51.100.1"),
                        Map.of("app", "web"),
                        Set.of(80, 443),
                        Set.of(30080)));
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
        ServiceState state = ServiceParser.state(json(service));

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
    }

    @Test
    void findsAgents() {
        AgentPods agents = new AgentPods(new AgentProperties(
                List.of(),
                "app=agent",
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ZERO,
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
        assertThat(agents.endpoint(json(POD.replace("\"http\"", "\"https\""))).url())
                .isEqualTo(URI.create("https://10.0.0.7:5001"));
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
            assertThat(valid.spec()).isEqualTo(new AutoscalingSpec(1, 5, List.of(), null));
            assertThat(valid.mode()).isEqualTo(Mode.AUTO);
            assertThat(valid.kernel()).isEqualTo(KernelSpec.DEFAULT);
            assertThat(valid.lastScaleTime()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(valid.id().generation()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'thresholdMilliseconds': 200} | 200 | 99",
                "{'thresholdMilliseconds': 1, 'percentile': 50} | 1 | 50",
                "{'thresholdMilliseconds': 30000, 'percentile': 99.9} | 30000 | 99.9"
            })
    void readsALatencyObjective(String objective, int milliseconds, double percentile) {
        Autoscaler parsed = autoscaler(("{'scaleTargetRef': {'kind': 'Deployment', 'name': 'cart'}, "
                        + "'maxReplicas': 5, 'kernel': {'latencyObjective': " + objective + "}}")
                .replace('\'', '"'));

        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Autoscaler.Valid.class,
                        valid -> assertThat(valid.kernel().latencyObjective())
                                .isEqualTo(new LatencyObjective(milliseconds, percentile)));
    }

    @Test
    void readsALockPolicy() {
        Autoscaler parsed = autoscaler("{\"scaleTargetRef\": {\"kind\": \"Deployment\", \"name\": \"cart\"}, "
                + "\"maxReplicas\": 5, \"kernel\": {\"lockPolicy\": \"Scale\"}}");
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Autoscaler.Valid.class,
                        valid -> assertThat(valid.kernel().lockPolicy()).isEqualTo(LockPolicy.SCALE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'maxReplicas': 5, 'minReplicas': 6 | spec.minReplicas must be at most maxReplicas, which is 5, is 6",
                "'maxReplicas': 5, 'minReplicas': 0 | spec.minReplicas must be 1 or more, or 0 with a metric of type Object or External",
                "'maxReplicas': 5, 'minReplicas': -1 | spec.minReplicas must be a whole number of 0 or more, is -1",
                "'minReplicas': 1 | spec.maxReplicas is missing",
                "'maxReplicas': 0 | spec.maxReplicas must be a whole number of 1 or more, is 0",
                "'maxReplicas': 1.5 | spec.maxReplicas must be a whole number",
                "'maxReplicas': 1e30 | spec.maxReplicas must be a whole number",
                "'maxReplicas': '5' | spec.maxReplicas must be a whole number",
                "'maxReplicas': 5, 'mode': 'Manual' | spec.mode must be one of Auto, DryRun, is Manual",
                "'maxReplicas': 5, 'mode': 3 | spec.mode must be a text, is 3",
                "'maxReplicas': 5, 'kernel': 'off' | spec.kernel must be an object",
                "'maxReplicas': 5, 'kernel': {'enabled': 'no'} | spec.kernel.enabled must be true or false",
                "'maxReplicas': 5, 'kernel': {'targetSaturation': 0} | spec.kernel.targetSaturation must be above 0 and at most 0.9, is 0.0",
                "'maxReplicas': 5, 'kernel': {'targetSaturation': 0.95} | must be above 0 and at most 0.9",
                "'maxReplicas': 5, 'kernel': {'targetSaturation': 'x'} | must be a number",
                "'maxReplicas': 5, 'kernel': {'latencyObjective': 200} | spec.kernel.latencyObjective must be an object, is 200",
                "'maxReplicas': 5, 'kernel': {'latencyObjective': {}} | spec.kernel.latencyObjective.thresholdMilliseconds is missing",
                "'maxReplicas': 5, 'kernel': {'latencyObjective': {'thresholdMilliseconds': 0}} | spec.kernel.latencyObjective.thresholdMilliseconds must be a whole number of 1 to 30000, is 0",
                "'maxReplicas': 5, 'kernel': {'latencyObjective': {'thresholdMilliseconds': 30001}} | must be a whole number of 1 to 30000, is 30001",
                "'maxReplicas': 5, 'kernel': {'latencyObjective': {'thresholdMilliseconds': 9, 'percentile': 49.9}} | spec.kernel.latencyObjective.percentile must be from 50 to 99.9, is 49.9",
                "'maxReplicas': 5, 'kernel': {'latencyObjective': {'thresholdMilliseconds': 9, 'percentile': 100}} | percentile must be from 50 to 99.9, is 100.0",
                "'maxReplicas': 5, 'kernel': {'lockPolicy': 'Add'} | spec.kernel.lockPolicy must be one of Hold, Scale, is Add",
                "'maxReplicas': 5, 'kernel': {'labels': {'ioBound': 'Scale'}} | spec.kernel.labels.ioBound must be one of Hold, Metrics, is Scale",
                "'maxReplicas': 5, 'kernel': {'labels': {'cpuBound': 'Grow'}} | spec.kernel.labels.cpuBound must be one of Hold, Metrics, Scale, is Grow",
                "'maxReplicas': 5, 'kernel': {'scaleToZero': {'enabled': true}} | spec.kernel.scaleToZero is reserved",
                "'maxReplicas': 5, 'metrics': {} | spec.metrics must be a list",
                "'maxReplicas': 5, 'metrics': [7] | spec.metrics[0] must be an object, is 7",
                "'maxReplicas': 5, 'metrics': [{}] | spec.metrics[0].type is missing",
                "'maxReplicas': 5, 'metrics': [{'type': 'Cpu'}] | spec.metrics[0].type must be one of Resource, ContainerResource, Pods, Object, External, is Cpu",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource'}] | spec.metrics[0].resource is missing",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu'}}] | spec.metrics[0].resource.target is missing",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'gpu', 'target': {'type': 'Utilization', 'averageUtilization': 5}}}] | spec.metrics[0].resource.name must be cpu or memory, is gpu",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'type': 'Utilization', 'averageUtilization': 0}}}] | averageUtilization must be a whole number of 1 or more, is 0",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'type': 'Utilization'}}}] | target must be given as averageUtilization or averageValue and as nothing else, is empty",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'type': 'Value', 'value': 5}}}] | and as nothing else, is value",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'averageValue': 5}}}] | spec.metrics[0].resource.target.type is missing",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'type': 'AverageValue', 'averageValue': '-1'}}}] | averageValue must be a quantity above 0",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'type': 'AverageValue', 'averageValue': 'lots'}}}] | averageValue must be a quantity above 0",
                "'maxReplicas': 5, 'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'type': 'AverageValue', 'averageValue': 1}}, 'pods': {}}] | spec.metrics[0].pods must not be given with type Resource",
                "'maxReplicas': 5, 'metrics': [{'type': 'ContainerResource', 'containerResource': {'name': 'cpu', 'target': {'type': 'AverageValue', 'averageValue': 1}}}] | spec.metrics[0].containerResource.container is missing",
                "'maxReplicas': 5, 'metrics': [{'type': 'Pods', 'pods': {'target': {'type': 'AverageValue', 'averageValue': 1}}}] | spec.metrics[0].pods.metric is missing",
                "'maxReplicas': 5, 'metrics': [{'type': 'Pods', 'pods': {'metric': {'name': 'a'}, 'target': {'type': 'Value', 'value': 1}}}] | given as averageValue and as nothing else, is value",
                "'maxReplicas': 5, 'metrics': [{'type': 'Object', 'object': {'metric': {'name': 'a'}, 'target': {'type': 'Value', 'value': 1}}}] | spec.metrics[0].object.describedObject is missing",
                "'maxReplicas': 5, 'metrics': [{'type': 'External', 'external': {'metric': {'name': 'a'}, 'target': {'type': 'Value', 'value': 1, 'averageValue': 2}}}] | and as nothing else, is averageValue and value",
                "'maxReplicas': 5, 'behavior': [] | spec.behavior must be an object",
                "'maxReplicas': 5, 'behavior': {'scaleUp': {'stabilizationWindowSeconds': 3601}} | spec.behavior.scaleUp.stabilizationWindowSeconds must be a whole number of 0 to 3600, is 3601",
                "'maxReplicas': 5, 'behavior': {'scaleUp': {'policies': []}} | spec.behavior.scaleUp.policies must hold at least one policy",
                "'maxReplicas': 5, 'behavior': {'scaleDown': {'policies': [{'type': 'Pods', 'value': 1}]}} | spec.behavior.scaleDown.policies[0].periodSeconds is missing",
                "'maxReplicas': 5, 'behavior': {'scaleUp': {'policies': [{'type': 'Pods', 'value': 1, 'periodSeconds': 0}]}} | spec.behavior.scaleUp.policies[0].periodSeconds must be a whole number of 1 to 1800, is 0",
                "'maxReplicas': 5, 'behavior': {'scaleUp': {'policies': [{'type': 'Pods', 'value': 0, 'periodSeconds': 1}]}} | policies[0].value must be a whole number of 1 or more, is 0",
                "'maxReplicas': 5, 'behavior': {'scaleUp': {'policies': [{'type': 'Half', 'value': 1, 'periodSeconds': 1}]}} | policies[0].type must be one of Percent, Pods, is Half",
                "'maxReplicas': 5, 'behavior': {'scaleUp': {'selectPolicy': 'Avg'}} | spec.behavior.scaleUp.selectPolicy must be one of Disabled, Max, Min, is Avg",
                "'maxReplicas': 5, 'behavior': {'scaleDown': {'tolerance': '-0.1'}} | spec.behavior.scaleDown.tolerance must be a quantity of 0 or more",
                "'maxReplicas': 0, 'mode': 'x', 'metrics': 1, 'behavior': 1, 'kernel': 1, 'minReplicas': 'y' | and 1 more",
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
    void readsAllThatAHorizontalPodAutoscalerHas() {
        Autoscaler parsed = autoscaler("""
                {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "StatefulSet", "name": "cart"},
                 "minReplicas": 2, "maxReplicas": 9, "mode": "DryRun",
                 "metrics": [
                   {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 60}}},
                   {"type": "ContainerResource", "containerResource": {"name": "memory", "container": "main",
                     "target": {"type": "AverageValue", "averageValue": "64Mi"}}},
                   {"type": "Pods", "pods": {"metric": {"name": "qps", "selector": {"matchLabels": {"b": "2", "a": "1"},
                     "matchExpressions": [{"key": "zone", "operator": "NotIn", "values": ["x", "y"]}]}},
                     "target": {"type": "AverageValue", "averageValue": "1500m"}}},
                   {"type": "Object", "object": {"describedObject": {"kind": "Service", "name": "web"},
                     "metric": {"name": "rate"}, "target": {"type": "Value", "value": "0.0001"}}},
                   {"type": "External", "external": {"metric": {"name": "jobs"}, "target": {"type": "AverageValue", "averageValue": 30}}}],
                 "behavior": {"scaleUp": {"tolerance": "0.05"},
                   "scaleDown": {"stabilizationWindowSeconds": 60, "selectPolicy": "Min",
                     "policies": [{"type": "Percent", "value": 10, "periodSeconds": 60}]}},
                 "kernel": {"enabled": false, "labels": {"waiting": "Metrics"}}}
                """);

        assertThat(parsed).isInstanceOfSatisfying(Autoscaler.Valid.class, valid -> {
            assertThat(valid.mode()).isEqualTo(Mode.DRY_RUN);
            assertThat(valid.kernel().enabled()).isFalse();
            assertThat(valid.kernel().labels().waiting()).isEqualTo(LabelPolicy.METRICS);
            assertThat(valid.spec().metrics())
                    .containsExactly(
                            new MetricSpec.Resource("cpu", new MetricTarget.Utilization(60)),
                            new MetricSpec.ContainerResource(
                                    "memory", "main", new MetricTarget.AverageValue(64L * 1024 * 1024 * 1000)),
                            new MetricSpec.Pods(
                                    new MetricId("qps", "a=1,b=2,zone notin (x,y)"),
                                    new MetricTarget.AverageValue(1_500)),
                            new MetricSpec.OfObject(
                                    new MetricSpec.ObjectRef("v1", "Service", "web"),
                                    new MetricId("rate", null),
                                    new MetricTarget.Value(1)),
                            new MetricSpec.External(new MetricId("jobs", null), new MetricTarget.AverageValue(30_000)));
            assertThat(valid.spec().behavior())
                    .isEqualTo(new Behavior(
                            new ScalingRules(
                                    0,
                                    SelectPolicy.MAX,
                                    List.of(
                                            new RatePolicy(PolicyType.PODS, 4, 15),
                                            new RatePolicy(PolicyType.PERCENT, 100, 15)),
                                    50L,
                                    false),
                            new ScalingRules(
                                    60,
                                    SelectPolicy.MIN,
                                    List.of(new RatePolicy(PolicyType.PERCENT, 10, 60)),
                                    null,
                                    true)));
        });
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
