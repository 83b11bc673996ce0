// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.dropin;

import java.nio.file.Path;

/** The cluster that {@code KUBECONFIG} points to. Everything is made in a namespace of its own, which is deleted. */
final class RealApi extends ApiUnderTest {

    RealApi(Path kubeconfig) {
        super(kubeconfig);
    }

    @Override
    String node() {
        return list("/api/v1/nodes")
                .getFirst()
                .getAsJsonObject("metadata")
                .get("name")
                .getAsString();
    }

    @Override
    String image() {
        return System.getenv().getOrDefault("KERNSCALE_TEST_IMAGE", "busybox:test");
    }

    /** CEL rules came with 1.25. */
    @Override
    Path definition() {
        String minor = find("/version").orElseThrow().get("minor").getAsString().replaceAll("\\D", "");
        String name = Integer.parseInt(minor) < 25 ? "kernelautoscalers-before-1.25.yaml" : "kernelautoscalers.yaml";
        return Path.of("../charts/kernscale/crd", name);
    }

    @Override
    public void close() {
        delete("/api/v1/namespaces/" + DropInSuite.NAMESPACE);
    }
}
