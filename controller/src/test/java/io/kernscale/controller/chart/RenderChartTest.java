// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderChartTest {

    @TempDir
    Path work;

    private String values(String name, String yaml) throws IOException {
        return Files.writeString(work.resolve(name), yaml).toString();
    }

    @Test
    void rendersForANamespaceAndAVersionWithTheLastValuesOnTop() throws IOException {
        String manifest = RenderChart.manifest(
                work.toString(),
                "autoscaling",
                "v1.20.2",
                values("a.yaml", "agent: {privileged: false, security: {mode: mtls}}"),
                values("b.yaml", "agent: {security: {mode: token}}"));

        assertThat(manifest)
                .contains("namespace: autoscaling", "privileged: false")
                .containsPattern("KERNSCALE_AGENT_SECURITY\\s+value: token")
                .doesNotContain("x-kubernetes-validations", "managed-by: Helm", "# Source:");
    }

    @Test
    void saysWhatItWants() {
        assertThatThrownBy(() -> RenderChart.manifest("/tmp", "autoscaling"))
                .hasMessage(
                        "RenderChart wants WORK NAMESPACE KUBE_VERSION [VALUES_FILE...], was given: /tmp autoscaling");
    }
}
