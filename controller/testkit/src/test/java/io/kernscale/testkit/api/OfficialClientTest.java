// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.apis.VersionApi;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1ObjectReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubernetes.client.openapi.models.V1Scale;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.PatchUtils;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The official client works against the server as it does against a real one. */
class OfficialClientTest {
    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final ApiClient client = clientOf(server);
    private final CoreV1Api core = new CoreV1Api(client);
    private final AppsV1Api apps = new AppsV1Api(client);

    static ApiClient clientOf(KubernetesApiServer server) {
        ApiClient client =
                new ClientBuilder().setBasePath(server.uri().toString()).build();
        client.setHttpClient(client.getHttpClient()
                .newBuilder()
                .readTimeout(Duration.ZERO) // a watch is silent for long
                .build());
        return client;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsGetsAndDeletes() throws ApiException {
        createPod("a", Map.of("app", "x"));
        createPod("b", Map.of("app", "y"));
        assertThat(core.listNamespacedPod("shop")
                        .labelSelector("app in (x, z)")
                        .execute()
                        .getItems())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("a");
        assertThat(core.listPodForAllNamespaces()
                        .fieldSelector("metadata.name=b")
                        .execute()
                        .getItems())
                .hasSize(1);
        assertThat(core.readNamespacedPod("a", "shop").execute().getStatus().getPhase())
                .isEqualTo("Pending");
        core.deleteNamespacedPod("a", "shop").execute();
        assertThatThrownBy(() -> core.readNamespacedPod("a", "shop").execute())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).isEqualTo(404));
        core.deleteCollectionNamespacedPod("shop").execute();
        assertThat(core.listPodForAllNamespaces().execute().getItems()).isEmpty();
    }

    @Test
    void listsInPages() throws ApiException {
        for (int i = 0; i < 5; i++) {
            createPod("p" + i, Map.of());
        }
        V1PodList first = core.listNamespacedPod("shop").limit(2).execute();
        assertThat(first.getItems()).hasSize(2);
        assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(3);
        V1PodList rest = core.listNamespacedPod("shop")
                .limit(10)
                ._continue(first.getMetadata().getContinue())
                .execute();
        assertThat(rest.getItems())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("p2", "p3", "p4");
        assertThat(rest.getMetadata().getContinue()).isNull();
    }

    @Test
    void feedsAnInformerThroughRestartsAndForgottenHistory() throws ApiException {
        createPod("a", Map.of());
        SharedInformerFactory factory = new SharedInformerFactory(client);
        SharedIndexInformer<V1Pod> informer = factory.sharedIndexInformerFor(
                params -> core.listPodForAllNamespaces()
                        .resourceVersion(params.resourceVersion)
                        .timeoutSeconds(params.timeoutSeconds)
                        .watch(params.watch)
                        .buildCall(null),
                V1Pod.class,
                V1PodList.class);
        factory.startAllRegisteredInformers();
        try {
            await().until(() -> informer.getIndexer().listKeys().contains("shop/a"));
            createPod("b", Map.of());
            await().until(() -> informer.getIndexer().listKeys().contains("shop/b"));
            core.deleteNamespacedPod("a", "shop").execute();
            await().until(() -> !informer.getIndexer().listKeys().contains("shop/a"));

            server.restart();
            createPod("c", Map.of());
            await().until(() -> informer.getIndexer().listKeys().contains("shop/c"));

            server.stop();
            server.api().delete(pod("shop", "b"));
            server.compact();
            server.resume();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !informer.getIndexer().listKeys().contains("shop/b"));
            assertThat(informer.getIndexer().listKeys()).containsExactly("shop/c");
        } finally {
            factory.stopAllRegisteredInformers();
        }
    }

    @Test
    void feedsAnInformerOfCustomObjects() {
        server.api().create(Samples.CRD);
        server.api().create(Samples.WIDGET);
        var widgets = new DynamicKubernetesApi("example.com", "v1", "widgets", client);
        SharedInformerFactory factory = new SharedInformerFactory(client);
        SharedIndexInformer<DynamicKubernetesObject> informer =
                factory.sharedIndexInformerFor(widgets, DynamicKubernetesObject.class, 0, "shop");
        factory.startAllRegisteredInformers();
        try {
            await().until(() -> informer.getIndexer().listKeys().contains("shop/w"));
            var other = new DynamicKubernetesObject(Json.parseYaml(Samples.WIDGET.replace("name: w", "name: v")));
            assertThat(widgets.create(other).isSuccess()).isTrue();
            await().until(() -> informer.getIndexer().listKeys().contains("shop/v"));
            widgets.delete("shop", "w");
            await().until(() -> !informer.getIndexer().listKeys().contains("shop/w"));
        } finally {
            factory.stopAllRegisteredInformers();
        }
    }

    @Test
    void readsAndWritesScales() throws ApiException {
        server.api().create(Samples.DEPLOYMENT);
        V1Scale scale = apps.readNamespacedDeploymentScale("cart", "shop").execute();
        assertThat(scale.getSpec().getReplicas()).isEqualTo(2);
        assertThat(scale.getStatus().getSelector()).isEqualTo("app=cart");

        scale.getSpec().setReplicas(3);
        assertThat(apps.replaceNamespacedDeploymentScale("cart", "shop", scale)
                        .execute()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(3);
        assertThatThrownBy(() -> apps.replaceNamespacedDeploymentScale("cart", "shop", scale)
                        .execute())
                .as("the first write made the resource version old")
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).isEqualTo(409));

        V1Scale patched = patchScale(V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"spec\":{\"replicas\":0}}");
        assertThat(patched.getSpec().getReplicas()).isIn(0, null);
        var deployment = apps.readNamespacedDeployment("cart", "shop").execute();
        assertThat(deployment.getSpec().getReplicas()).isZero();
        assertThat(deployment.getMetadata().getGeneration()).isEqualTo(3);
    }

    private V1Scale patchScale(String format, String body) throws ApiException {
        return PatchUtils.patch(
                V1Scale.class,
                () -> apps.patchNamespacedDeploymentScale("cart", "shop", new V1Patch(body))
                        .buildCall(null),
                format,
                client);
    }

    @Test
    void refusesAPatchWithoutAPatchsContentType() {
        server.api().create(Samples.DEPLOYMENT);
        assertThatThrownBy(() -> apps.patchNamespacedDeploymentScale("cart", "shop", new V1Patch("{}"))
                        .execute())
                .as("the client sends application/json when nobody names a format")
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.getCode()).isEqualTo(415));
    }

    @Test
    void keepsStatusAndSpecApart() throws ApiException {
        server.api().create(Samples.CRD);
        server.api().create(Samples.WIDGET);
        var widget = new DynamicKubernetesApi("example.com", "v1", "widgets", client)
                .get("shop", "w")
                .getObject();
        widget.getRaw().getAsJsonObject("spec").addProperty("size", 9);
        Json.ensure(widget.getRaw(), "status").addProperty("label", "Idle");
        put("/apis/example.com/v1/namespaces/shop/widgets/w/status", widget);
        var stored = server.api().find("example.com/v1", "widgets", "shop", "w").orElseThrow();
        assertThat(Json.text(stored, "status", "label")).isEqualTo("Idle");
        assertThat(Json.number(stored, 0, "spec", "size")).isEqualTo(5);
        assertThat(Json.number(stored, 0, "metadata", "generation")).isEqualTo(1);
    }

    private void put(String path, DynamicKubernetesObject object) throws ApiException {
        client.execute(client.buildCall(
                server.uri().toString(),
                path,
                "PUT",
                List.of(),
                List.of(),
                object.getRaw(),
                new HashMap<>(Map.of("Content-Type", "application/json")),
                new HashMap<>(),
                new HashMap<>(),
                new String[0],
                null));
    }

    @Test
    void writesEventsAndConfigMapsAndTellsItsVersion() throws ApiException {
        assertThat(new VersionApi(client).getCode().execute().getMajor()).isEqualTo("1");
        core.createNamespacedConfigMap(
                        "default",
                        new V1ConfigMap()
                                .metadata(new V1ObjectMeta().generateName("c-"))
                                .data(Map.of("k", "v")))
                .execute();
        core.createNamespacedEvent(
                        "default",
                        new CoreV1Event()
                                .metadata(new V1ObjectMeta().generateName("e-"))
                                .involvedObject(new V1ObjectReference().namespace("default"))
                                .reason("Scaled"))
                .execute();
        assertThat(core.listNamespacedConfigMap("default").execute().getItems()).hasSize(1);
        assertThat(core.listEventForAllNamespaces().execute().getItems()).hasSize(1);
    }

    @Test
    void honoursDryRun() throws ApiException {
        core.createNamespacedConfigMap("default", new V1ConfigMap().metadata(new V1ObjectMeta().name("c")))
                .dryRun("All")
                .execute();
        assertThat(core.listNamespacedConfigMap("default").execute().getItems()).isEmpty();
    }

    private void createPod(String name, Map<String, String> labels) {
        var pod = pod("shop", name);
        labels.forEach((key, value) -> Json.ensure(pod, "metadata", "labels").addProperty(key, value));
        server.api().create(pod);
    }

    private static JsonObject pod(String namespace, String name) {
        return Json.parseYaml("""
                apiVersion: v1
                kind: Pod
                metadata: {namespace: %s, name: %s}
                spec: {containers: [{name: main, image: none}]}
                """.formatted(namespace, name));
    }
}
