// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlPlaneTest {
    private static final String TEMPLATE = """
            apiVersion: apps/v1
            kind: %s
            metadata: {name: cart, namespace: shop}
            spec:
              replicas: 2
              selector: {matchLabels: {app: cart}}
              template:
                metadata: {labels: {app: cart}}
                spec: {containers: [{name: main, image: none}]}
            """;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final KubernetesApi api = server.api();
    private final ControlPlane controlPlane = ControlPlane.start(api);
    private final InstantKubelet kubelet = InstantKubelet.start(api, "n");

    @AfterEach
    void stop() {
        kubelet.close();
        controlPlane.close();
        server.close();
    }

    @Test
    void runsTheReplicasOfADeployment() {
        JsonObject deployment = api.create(TEMPLATE.formatted("Deployment"));
        await().until(() -> ready("deployments") == 2);
        JsonObject pod = pods().getFirst();
        assertThat(Json.text(pod, "spec", "nodeName")).isEqualTo("n");
        assertThat(Json.text(pod, "metadata", "labels", "app")).isEqualTo("cart");
        assertThat(Json.objects(pod, "metadata", "ownerReferences"))
                .extracting(owner -> Json.text(owner, "kind"))
                .containsExactly("ReplicaSet");

        scale(deployment, 5);
        await().until(() -> ready("deployments") == 5);
        scale(deployment, 1);
        await().until(() -> ready("deployments") == 1 && pods().size() == 1);
        api.delete(deployment);
        await().until(() -> pods().isEmpty());
        assertThat(api.list("apps/v1", "replicasets")).isEmpty();
    }

    @Test
    void replacesPodsWhenTheTemplateChanges() {
        JsonObject deployment = api.create(TEMPLATE.formatted("Deployment"));
        await().until(() -> ready("deployments") == 2);
        List<String> before = names();
        api.change(deployment, object -> {
            Json.ensure(object, "spec", "template", "metadata", "labels").addProperty("v", "2");
            return object;
        });
        await().until(() -> pods().size() == 2 && names().stream().noneMatch(before::contains));
    }

    @Test
    void numbersThePodsOfAStatefulSet() {
        JsonObject set = api.create(TEMPLATE.formatted("StatefulSet"));
        await().until(() -> ready("statefulsets") == 2);
        assertThat(names()).containsExactly("cart-0", "cart-1");
        scale(set, 1);
        await().until(() -> names().equals(List.of("cart-0")));
    }

    private void scale(JsonObject workload, int replicas) {
        api.change(workload, object -> {
            Json.ensure(object, "spec").addProperty("replicas", replicas);
            return object;
        });
    }

    private long ready(String plural) {
        return Json.number(api.find("apps/v1", plural, "shop", "cart").orElseThrow(), 0, "status", "readyReplicas");
    }

    private List<JsonObject> pods() {
        return api.list("v1", "pods");
    }

    private List<String> names() {
        return pods().stream().map(pod -> Json.text(pod, "metadata", "name")).toList();
    }
}
