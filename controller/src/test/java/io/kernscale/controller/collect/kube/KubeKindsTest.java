// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.TestKube;
import io.kernscale.controller.collect.kube.KubeKinds.Kind;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeKindsTest {

    @TempDir
    Path directory;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private KubeKinds kinds;

    @BeforeEach
    void start() throws IOException {
        server.api().create(Files.readString(Path.of("../charts/kernscale/crd/kernelautoscalers.yaml")));
        kinds = new KubeKinds(TestKube.http(directory, server.uri()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void knowsTheEverydayOnesByItself() {
        assertThat(kinds.of("deployments.apps")).hasValue(new Kind("apps/v1", "Deployment"));
        assertThat(kinds.of("replicationcontrollers")).hasValue(new Kind("v1", "ReplicationController"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void asksForTheOthersOnce() {
        Kind expected = new Kind("kernscale.io/v1alpha1", "KernelAutoscaler");

        assertThat(kinds.of("kernelautoscalers.kernscale.io")).hasValue(expected);
        int requests = server.requests().size();
        assertThat(kinds.of("kernelautoscalers.kernscale.io")).hasValue(expected);
        assertThat(server.requests()).hasSize(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"widgets.example.com", "widgets.kernscale.io", "deployments", "deployments.extensions"})
    void knowsNoOthers(String resource) {
        assertThat(kinds.of(resource)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.b/../api", "a.?x", "Deployments.apps", "a..b"})
    void asksNobodyForWhatIsNoName(String resource) {
        assertThat(kinds.of(resource)).isEmpty();
        assertThat(server.requests()).isEmpty();
    }
}
