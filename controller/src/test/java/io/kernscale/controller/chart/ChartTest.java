// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kernscale.controller.config.AdoptionProperties;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.AgentSecurityProperties;
import io.kernscale.controller.config.DecideProperties;
import io.kernscale.controller.config.HpaProperties;
import io.kernscale.controller.config.JournalProperties;
import io.kernscale.controller.config.LeaderElectionProperties;
import io.kernscale.controller.config.MapProperties;
import io.kernscale.controller.config.MapViewProperties;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ChartTest {

    private static final List<Class<?>> SETTINGS = List.of(
            AdoptionProperties.class,
            AgentSecurityProperties.class,
            DecideProperties.class,
            HpaProperties.class,
            JournalProperties.class,
            LeaderElectionProperties.class,
            MapProperties.class,
            MapViewProperties.class);

    /** Maps whose keys are the user's: labels, and what the API server checks. */
    private static final Set<String> FREE = Set.of(
            "affinity",
            "annotations",
            "apiFrom",
            "commonLabels",
            "global",
            "labels",
            "limits",
            "metricsFrom",
            "nodeSelector",
            "podAnnotations",
            "podLabels",
            "requests");

    private static final String OPERATOR_TYPE = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: %1$s.monitoring.coreos.com}
            spec:
              group: monitoring.coreos.com
              scope: Namespaced
              names: {plural: %1$s, kind: %2$s}
              versions: [{name: v1, served: true, storage: true}]
            """;

    @TempDir
    Path work;

    static Stream<String> cases() {
        return HelmChart.cases();
    }

    private HelmChart chart(String values) {
        return HelmChart.with(work, values);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void helmFindsNothingToComplainAbout(String name) {
        assertThat(HelmChart.ofCase(work, name).lint().isFailed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theApiServerTakesWhatIsRendered(String name) {
        try (KubernetesApiServer server = KubernetesApiServer.start()) {
            server.api().create(OPERATOR_TYPE.formatted("podmonitors", "PodMonitor"));
            server.api().create(OPERATOR_TYPE.formatted("servicemonitors", "ServiceMonitor"));
            server.api().create(OPERATOR_TYPE.formatted("prometheusrules", "PrometheusRule"));
            List<JsonObject> objects = HelmChart.ofCase(work, name).objects();

            objects.forEach(server.api()::create); // refuses a name that is there already

            assertThat(objects).hasSizeGreaterThanOrEqualTo(10);
            server.api().create("""
                    apiVersion: kernscale.io/v1alpha1
                    kind: KernelAutoscaler
                    metadata: {name: a, namespace: default}
                    spec: {scaleTargetRef: {kind: Deployment, name: a}, maxReplicas: 2}
                    """);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agnet: {}",
                "agent: {privilegd: true}",
                "agent: {security: {mtls: {secret: a}}}",
                "controller: {settings: {decide: {podWarmup: 1s}}}",
                "monitoring: {dashboards: {enable: true}}"
            })
    void aMisspeltKeyIsRefused(String values) {
        assertThatThrownBy(() -> chart(values).objects()).hasMessageContaining("additional properties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: {security: {mode: tls}}",
                "agent: {maxEdges: 0}",
                "controller: {replicas: two}",
                "controller: {settings: {agents: {pollInterval: 2 seconds}}}"
            })
    void aValueThatCannotWorkIsRefused(String values) {
        assertThatThrownBy(() -> chart(values).objects()).hasMessageContaining("don't meet the specifications");
    }

    @Test
    void theSchemaLeavesNoMapOpenButTheUsersOwn() throws IOException {
        JsonElement schema =
                JsonParser.parseString(Files.readString(HelmChart.DIRECTORY.resolve("values.schema.json")));
        List<String> open = new ArrayList<>();
        collectOpen("", schema.getAsJsonObject(), open);
        assertThat(open).isEmpty();
    }

    private static void collectOpen(String name, JsonObject schema, List<String> open) {
        boolean isClosed = schema.has("additionalProperties")
                && schema.get("additionalProperties").isJsonPrimitive()
                && !schema.get("additionalProperties").getAsBoolean();
        if (schema.has("type")
                && schema.get("type").toString().equals("\"object\"")
                && !isClosed
                && !FREE.contains(name)) {
            open.add(name);
        }
        if (schema.has("properties")) {
            schema.getAsJsonObject("properties")
                    .entrySet()
                    .forEach(child ->
                            collectOpen(child.getKey(), child.getValue().getAsJsonObject(), open));
        }
        if (schema.has("items")) {
            collectOpen(name, schema.getAsJsonObject("items"), open);
        }
    }

    @Test
    void theControllersValuesAreTheDefaultsOfTheCode() {
        Map<String, Object> environment =
                environment(container(chart("").object("Deployment", "kernscale-controller")));

        assertThat(bound(AgentProperties.class, environment))
                .isEqualTo(bound(AgentProperties.class, Map.of("KERNSCALE_AGENTS_NAMESPACE", "kernscale-system")));
        for (Class<?> type : SETTINGS) {
            assertThat((Object) bound(type, environment)).isEqualTo(bound(type, Map.of()));
        }
    }

    @Test
    void theControllersValuesReachIt() {
        Map<String, Object> environment =
                environment(container(chart("""
                controller:
                  settings:
                    agents: {pollInterval: 7s}
                    hpa: {tolerance: 0.25}
                    map: {names: [a=b, c=d]}
                    mapView: {historySize: 1MB}
                """).object("Deployment", "kernscale-controller")));

        assertThat(bound(AgentProperties.class, environment).pollInterval()).hasSeconds(7);
        assertThat(bound(HpaProperties.class, environment).tolerance()).isEqualTo(0.25);
        assertThat(bound(MapProperties.class, environment).names()).containsExactly("a=b", "c=d");
        assertThat(bound(MapViewProperties.class, environment).historySize().toMegabytes())
                .isEqualTo(1);
    }

    private static <T> T bound(Class<T> type, Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment)
                .bindOrCreate(type.getAnnotation(ConfigurationProperties.class).value(), type);
    }

    @Test
    void withoutPrivilegeAnAgentHasThreeCapabilitiesAndNothingElse() {
        JsonObject security = container(chart("agent: {privileged: false}").object("DaemonSet", "kernscale-agent"))
                .getAsJsonObject("securityContext");

        assertThat(security.get("privileged").getAsBoolean()).isFalse();
        assertThat(security.get("allowPrivilegeEscalation").getAsBoolean()).isFalse();
        assertThat(security.get("readOnlyRootFilesystem").getAsBoolean()).isTrue();
        assertThat(security.getAsJsonObject("capabilities").toString())
                .isEqualTo("{\"drop\":[\"ALL\"],\"add\":[\"BPF\",\"PERFMON\",\"SYS_PTRACE\"]}");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anAgentWritesNothingOfItsNodeAndTheControllerIsNobody(String name) {
        for (JsonObject object : HelmChart.ofCase(work, name).objects()) {
            String kind = object.get("kind").getAsString();
            if (kind.equals("DaemonSet")) {
                assertThat(objects(container(object), "volumeMounts"))
                        .allMatch(mount -> Json.text(mount, "readOnly").equals("true"));
            } else if (kind.equals("Deployment")) {
                assertThat(Json.text(object, "spec", "template", "spec", "securityContext", "runAsNonRoot"))
                        .isEqualTo("true");
                assertThat(container(object).getAsJsonObject("securityContext").toString())
                        .isEqualTo("{\"allowPrivilegeEscalation\":false,\"readOnlyRootFilesystem\":true,"
                                + "\"capabilities\":{\"drop\":[\"ALL\"]}}");
            }
        }
    }

    @Test
    void theTokenThatIsSentIsTheOneThatIsAskedFor() {
        HelmChart chart = chart("agent: {security: {mode: token, token: {audience: a, allowedUsers: [u]}}}");
        Map<String, Object> agent = environment(container(chart.object("DaemonSet", "kernscale-agent")));
        JsonObject deployment = chart.object("Deployment", "kernscale-controller");

        assertThat(agent)
                .containsEntry("KERNSCALE_AGENT_SECURITY", "token")
                .containsEntry("KERNSCALE_AGENT_AUDIENCE", "a")
                .containsEntry(
                        "KERNSCALE_AGENT_ALLOWED_USERS",
                        "system:serviceaccount:kernscale-system:kernscale-controller,u");
        assertThat(deployment.toString()).contains("\"serviceAccountToken\":{\"path\":\"token\",\"audience\":\"a\"");
        AgentSecurityProperties controller = bound(AgentSecurityProperties.class, environment(container(deployment)));
        assertThat(controller.mode()).isEqualTo(AgentSecurityProperties.Mode.TOKEN);
        assertThat(controller.tokenFile()).hasToString("/var/run/secrets/kernscale/token");
        assertThat(chart.object("ClusterRole", "kernscale-agent").toString()).contains("tokenreviews");
        assertThat(chart("").object("ClusterRole", "kernscale-agent").toString())
                .doesNotContain("tokenreviews");
    }

    @Test
    void withCertificatesThePortSaysSo() {
        HelmChart chart = chart("agent: {security: {mode: mtls, mtls: {serverName: agents}}}");
        JsonObject agent = container(chart.object("DaemonSet", "kernscale-agent"));

        assertThat(objects(agent, "ports"))
                .extracting(port -> Json.text(port, "name"))
                .containsExactly("https");
        assertThat(Json.text(agent, "readinessProbe", "httpGet", "scheme")).isEqualTo("HTTPS");
        AgentSecurityProperties controller = bound(
                AgentSecurityProperties.class,
                environment(container(chart.object("Deployment", "kernscale-controller"))));
        assertThat(controller.mode()).isEqualTo(AgentSecurityProperties.Mode.MTLS);
        assertThat(controller.serverName()).isEqualTo("agents");
    }

    @ParameterizedTest
    @CsvSource({"1.20, false, policy/v1beta1", "v1.24.3+k3s1, false, policy/v1", "1.25, true, policy/v1"})
    void eachServerGetsWhatItKnows(String kubeVersion, boolean rules, String budget) {
        HelmChart chart = chart("kubeVersion: \"" + kubeVersion + "\"");
        String definition = chart.object("CustomResourceDefinition", "kernelautoscalers.kernscale.io")
                .toString();

        assertThat(definition.contains("x-kubernetes-validations")).isEqualTo(rules);
        assertThat(Json.text(chart.object("PodDisruptionBudget", "kernscale-controller"), "apiVersion"))
                .isEqualTo(budget);
    }

    @Test
    void theDefinitionStaysUnlessItIsToGo() {
        String name = "kernelautoscalers.kernscale.io";
        assertThat(chart("").object("CustomResourceDefinition", name).toString())
                .contains("\"helm.sh/resource-policy\":\"keep\"");
        assertThat(chart("crds: {keep: false}")
                        .object("CustomResourceDefinition", name)
                        .toString())
                .doesNotContain("helm.sh/resource-policy");
        assertThat(chart("crds: {install: false}").objects())
                .noneMatch(object -> Json.text(object, "kind").equals("CustomResourceDefinition"));
    }

    @Test
    void aSecondAgentOnANodeWaitsSoTheUpdateStrategyAddsNone() {
        assertThat(environment(container(chart("").object("DaemonSet", "kernscale-agent"))))
                .containsEntry("KERNSCALE_AGENT_ONE_PER_NODE", "true");
        assertThat(chart("agent: {updateStrategy: {rollingUpdate: {maxSurge: 0%}}}")
                        .objects())
                .isNotEmpty();
        assertThatThrownBy(() -> chart("agent: {updateStrategy: {rollingUpdate: {maxSurge: 1}}}")
                        .objects())
                .hasMessageContaining(
                        "agent.updateStrategy.rollingUpdate.maxSurge must be 0, because a node takes one agent"
                                + " and the new one would wait for the old, was: 1; raise maxUnavailable instead");
    }

    @Test
    void aPodMonitorThatNoAgentWouldAnswerIsRefused() {
        assertThatThrownBy(() -> chart("""
                agent: {security: {mode: token}}
                monitoring: {podMonitor: {enabled: true}}
                """).objects()).hasMessageContaining("set agent.security.openMetrics=true");
    }

    @Test
    void theChartAndItsImagesHaveTheVersionOfTheBuild() throws IOException {
        String version = Files.readString(Path.of("../pom.xml"))
                .lines()
                .filter(line -> line.startsWith("  <version>"))
                .findFirst()
                .orElseThrow()
                .replaceAll("<[^>]+>|-SNAPSHOT", "")
                .strip();
        assertThat(HelmChart.yaml(Files.readString(HelmChart.DIRECTORY.resolve("Chart.yaml"))))
                .containsEntry("version", version)
                .containsEntry("appVersion", version);
    }

    @Test
    void theNotesCanBePasted() throws IOException {
        assertThat(Files.readAllLines(HelmChart.DIRECTORY.resolve("templates/NOTES.txt")))
                .as("the shell ends a here-document at a line that is this word alone")
                .contains("EOF");
    }

    @Test
    void theNotesEndInTheCommandThatShowsTheFirstLabel() throws IOException {
        assertThat(Files.readAllLines(HelmChart.DIRECTORY.resolve("templates/NOTES.txt"))
                        .getLast())
                .isEqualTo("  kubectl get kernelautoscalers --all-namespaces --watch");
    }

    private static JsonObject container(JsonObject workload) {
        return objects(
                        workload.getAsJsonObject("spec")
                                .getAsJsonObject("template")
                                .getAsJsonObject("spec"),
                        "containers")
                .getFirst();
    }

    private static Map<String, Object> environment(JsonObject container) {
        Map<String, Object> variables = new HashMap<>();
        objects(container, "env")
                .forEach(variable -> variables.put(Json.text(variable, "name"), Json.text(variable, "value")));
        return variables;
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        JsonArray array = parent.getAsJsonArray(name);
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
