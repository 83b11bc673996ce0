// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What makes an API server answer with a warning is in none of the rendered objects: API versions that are deprecated in
 * its version, and what its validation of pods warns of (pkg/api/pod/warnings.go of Kubernetes 1.36, as far as it touches
 * anything that the chart has).
 */
class WarningsTest {

    /** From which minor version of Kubernetes on, and from which on with a warning. */
    private record Served(int since, int deprecated) {
        boolean withoutWarning(int minor) {
            return since <= minor && minor < deprecated;
        }
    }

    private static final int NEVER = Integer.MAX_VALUE;
    private static final Served ALWAYS = new Served(0, NEVER);

    /** From Kubernetes' guide to deprecated APIs, and the release notes that made each stable. */
    private static final Map<String, Served> API_VERSIONS = Map.ofEntries(
            Map.entry("v1/ConfigMap", ALWAYS),
            Map.entry("v1/Service", ALWAYS),
            Map.entry("v1/ServiceAccount", ALWAYS),
            Map.entry("apps/v1/DaemonSet", new Served(9, NEVER)),
            Map.entry("apps/v1/Deployment", new Served(9, NEVER)),
            Map.entry("apiextensions.k8s.io/v1/CustomResourceDefinition", new Served(16, NEVER)),
            Map.entry("apiregistration.k8s.io/v1/APIService", new Served(10, NEVER)),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", new Served(7, NEVER)),
            Map.entry("policy/v1beta1/PodDisruptionBudget", new Served(5, 21)),
            Map.entry("policy/v1/PodDisruptionBudget", new Served(21, NEVER)),
            Map.entry("rbac.authorization.k8s.io/v1/ClusterRole", new Served(8, NEVER)),
            Map.entry("rbac.authorization.k8s.io/v1/ClusterRoleBinding", new Served(8, NEVER)),
            Map.entry("rbac.authorization.k8s.io/v1/Role", new Served(8, NEVER)),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", new Served(8, NEVER)),
            Map.entry("monitoring.coreos.com/v1/PodMonitor", ALWAYS),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", ALWAYS),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ALWAYS));

    @TempDir
    Path work;

    static Stream<Arguments> casesAndVersions() {
        return HelmChart.cases().flatMap(name -> Stream.of(20, 21, 24, 25, 36).map(minor -> Arguments.of(name, minor)));
    }

    private List<JsonObject> objects(String name, int minor) {
        return HelmChart.ofCase(work, name, "kubeVersion: \"1." + minor + "\"").objects();
    }

    @ParameterizedTest
    @MethodSource("casesAndVersions")
    void everyApiVersionIsServedAndNotDeprecated(String name, int minor) {
        assertThat(objects(name, minor))
                .extracting(object -> Json.text(object, "apiVersion") + "/" + Json.text(object, "kind"))
                .allSatisfy(kind -> assertThat(API_VERSIONS.get(kind))
                        .as(kind)
                        .isNotNull()
                        .matches(served -> served.withoutWarning(minor)));
    }

    static Stream<String> cases() {
        return HelmChart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void podsHaveNothingThatIsWarnedOf(String name) {
        List<JsonObject> workloads = objects(name, 36).stream()
                .filter(object -> Json.at(object, "spec", "template", "spec") != null)
                .toList();

        assertThat(workloads).hasSize(2).allSatisfy(workload -> {
            JsonObject template = Objects.requireNonNull(Json.at(workload, "spec", "template"))
                    .getAsJsonObject();
            assertThat(template.toString())
                    .as("labels and annotations of the past")
                    .doesNotContain("beta.kubernetes.io", "alpha.kubernetes.io", "serviceAccount\"");
            for (JsonObject container : Json.objects(template, "spec", "containers")) {
                assertThat(texts(container, "env", "name")).doesNotHaveDuplicates();
                assertThat(texts(container, "ports", "name")).doesNotHaveDuplicates();
                assertThat(texts(container, "ports", "containerPort")).doesNotHaveDuplicates();
                assertThat(texts(container, "volumeMounts", "mountPath")).doesNotHaveDuplicates();
            }
            assertThat(Json.objects(template, "spec", "topologySpreadConstraints"))
                    .as("one that selects nothing spreads nothing")
                    .allMatch(constraint -> Json.at(constraint, "labelSelector", "matchLabels") != null);
        });
    }

    private static List<String> texts(JsonObject container, String list, String field) {
        return Json.objects(container, list).stream()
                .map(one -> Json.text(one, field))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
