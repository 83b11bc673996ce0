// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import io.kernscale.controller.TestKube;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.testkit.cluster.ControlPlane;
import io.kernscale.testkit.cluster.InstantKubelet;
import java.nio.file.Path;

/** The testkit's API server, with controllers and a kubelet that only says that pods run. */
final class TestkitApi extends ApiUnderTest {

    private final KubernetesApiServer server;
    private final ControlPlane controlPlane;
    private final InstantKubelet kubelet;

    private TestkitApi(KubernetesApiServer server, Path directory) {
        super(TestKube.kubeconfig(directory, server.uri()));
        this.server = server;
        this.controlPlane = ControlPlane.start(server.api());
        this.kubelet = InstantKubelet.start(server.api(), node());
    }

    static TestkitApi start(Path directory) {
        return new TestkitApi(KubernetesApiServer.start(), directory);
    }

    @Override
    String node() {
        return "node-1";
    }

    @Override
    String image() {
        return "none";
    }

    @Override
    Path definition() {
        return Path.of("../charts/kernscale/crd/kernelautoscalers.yaml");
    }

    @Override
    public void close() {
        kubelet.close();
        controlPlane.close();
        server.close();
    }
}
