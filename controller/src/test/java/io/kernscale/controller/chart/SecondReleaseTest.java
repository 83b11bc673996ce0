// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.TestKube;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code helm install} in a cluster where release {@code kernscale} in namespace {@code one} is installed. */
class SecondReleaseTest {

    private static final String LABELS = "  labels:\n";

    private static final String OF_THE_FIRST = """
              annotations: {meta.helm.sh/release-name: kernscale, meta.helm.sh/release-namespace: one}
              labels:
                app.kubernetes.io/managed-by: Helm
            """;

    @TempDir
    Path work;

    private final KubernetesApiServer server = KubernetesApiServer.start();

    @BeforeEach
    void installTheFirst() throws IOException {
        String definition = Files.readString(HelmChart.DIRECTORY.resolve("crd/kernelautoscalers.yaml"));
        server.api().create(definition.replaceFirst(LABELS, OF_THE_FIRST));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String install(String values, String namespace) {
        return HelmChart.with(work, "kubeVersion: \"\"", values)
                .tryInstall(TestKube.kubeconfig(work, server.uri()), "kernscale", namespace);
    }

    @Test
    void isRefusedInOneSentenceThatNamesTheFirst() {
        assertThatThrownBy(() -> install("", "two"))
                .hasMessageContaining(
                        "a cluster takes one installation, and its definition of KernelAutoscaler belongs to"
                                + " release kernscale in namespace one; upgrade or uninstall that one, or, where it is gone, delete"
                                + " the definition or set crds.install=false");
    }

    @Test
    void isTheFirstInItsOwnNamespace() {
        assertThat(install("", "one")).contains("kubectl get kernelautoscalers --all-namespaces --watch");
    }

    @Test
    void mayStandBesideItWithoutTheDefinition() {
        assertThat(install("crds: {install: false}", "two")).contains("is installed in namespace two");
    }
}
