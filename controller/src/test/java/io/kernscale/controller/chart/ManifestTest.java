// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code install/*.yaml}, for {@code kubectl apply}, is what the chart renders to. */
class ManifestTest {

    private static final String WRITE = "kernscale.manifests.write";

    private static final String HEAD = """
            # SPDX-License-Identifier: Apache-2.0
            # Kernscale for Kubernetes %1$s, without Helm: kubectl apply -f %2$s
            # Rendered from charts/kernscale; change that, then: ./mvnw -pl controller -am test -Dtest=ManifestTest
            #   -Dsurefire.failIfNoSpecifiedTests=false -D%3$s=true
            apiVersion: v1
            kind: Namespace
            metadata:
              name: kernscale-system
              labels:
                app.kubernetes.io/part-of: kernscale
                # agents are privileged
                pod-security.kubernetes.io/enforce: privileged
            """;

    @TempDir
    Path work;

    @ParameterizedTest
    @CsvSource({"1.25 and later, 1.25, kernscale.yaml", "1.20 to 1.24, 1.20, kernscale-before-1.25.yaml"})
    void isWhatTheChartRendersTo(String versions, String kubeVersion, String file) throws IOException {
        HelmChart chart = HelmChart.with(work, "{kubeVersion: \"" + kubeVersion + "\", crds: {keep: false}}");
        String rendered = HEAD.formatted(versions, "install/" + file, WRITE) + chart.manifest("kernscale-system");
        Path manifest = Path.of("../install").resolve(file);
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(manifest.getParent());
            Files.writeString(manifest, rendered);
        }

        assertThat(manifest).as("out of date: write it with -D%s=true", WRITE).hasContent(rendered);
    }
}
