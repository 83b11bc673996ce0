// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.controller.TestKube;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.ServiceState;
import io.kernscale.controller.config.AgentProperties;
import io.kernscale.controller.config.KubeProperties;
import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The informers against an API server. */
class KubeClusterTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            spec:
              clusterIP: 10.96.0.10
              selector: {app: cart}
              ports: [{port: 80, targetPort: 8080, nodePort: 30080}]
            """;

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, namespace: shop, labels: {app: %s}}
            spec: {containers: [{name: main, image: none}]}
            """;

    @TempDir
    Path directory;

    private final KubernetesApiServer server = KubernetesApiServer.start();

    @BeforeEach
    void define() throws IOException {
        server.api().create(Files.readString(Path.of("../charts/kernscale/crd/kernelautoscalers.yaml")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private KubeCluster cluster() {
        Path kubeconfig = TestKube.kubeconfig(directory, server.uri());
        KubeClients clients = new KubeClients(new KubeProperties(kubeconfig, Duration.ofSeconds(2)));
        KubeHttp http = new KubeHttp(clients);
        AgentProperties agents = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("kernscale.agents", AgentProperties.class);
        return new KubeCluster(clients, http, new KubePaths(http), agents);
    }

    @Test
    void listsServicesAndFollowsThem() throws IOException {
        server.api().create(SERVICE);

        try (KubeCluster cluster = cluster()) {
            Cluster first = await().until(cluster::cluster, Optional::isPresent).orElseThrow();
            assertThat(first.services())
                    .containsExactly(new ServiceState(
                            "shop", "cart", List.of("10.96.0.10"), Map.of("app", "cart"), Set.of(80), Set.of(30080)));
            server.api().create(SERVICE.replace("name: cart,", "name: web,").replace("0.10", "0.11"));
            await().until(() -> cluster.cluster().orElseThrow().services().size() == 2);
            assertThat(cluster.problem()).isEmpty();
        }
    }

    @Test
    void followsPodsThatComeChangeAndGo() {
        server.api().create(POD.formatted("early", "a"));

        try (KubeCluster cluster = cluster()) {
            await().until(cluster::cluster, Optional::isPresent);
            assertThat(podsIn(cluster)).containsExactly("early a");

            JsonObject late = server.api().create(POD.formatted("late", "a"));
            await().until(() -> podsIn(cluster).equals(List.of("early a", "late a")));
            server.api().change(late, pod -> Json.parse(pod.toString().replace("\"app\":\"a\"", "\"app\":\"b\"")));
            await().until(() -> podsIn(cluster).equals(List.of("early a", "late b")));
            server.api().deleteNow(late);
            await().until(() -> podsIn(cluster).equals(List.of("early a")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missesNothingWhileItsWatchesAreDropped(boolean historyIsForgotten) throws IOException {
        JsonObject goes = server.api().create(POD.formatted("goes", "a"));

        try (KubeCluster cluster = cluster()) {
            await().until(cluster::cluster, Optional::isPresent);
            server.restart();
            server.api().deleteNow(goes);
            server.api().create(POD.formatted("comes", "a"));
            if (historyIsForgotten) { // whoever resumes is told 410, and lists again
                server.compact();
            }
            await().until(() -> podsIn(cluster).equals(List.of("comes a")));
            server.api().create(POD.formatted("late", "a"));
            await().until(() -> podsIn(cluster).equals(List.of("comes a", "late a")));
        }
    }

    private static List<String> podsIn(KubeCluster cluster) {
        return cluster.cluster().orElseThrow().pods().withoutOwner("shop").stream()
                .map(pod -> pod.name() + " " + pod.network().labels().get("app"))
                .sorted()
                .toList();
    }

    @Test
    void goesOnWithoutServicesWhereTheyMayNotBeListed() throws IOException {
        server.api().create(SERVICE);
        server.faults().fail(request -> request.path().endsWith("/services"), 403, Integer.MAX_VALUE);

        try (KubeCluster cluster = cluster()) {
            Cluster answer =
                    await().until(cluster::cluster, Optional::isPresent).orElseThrow();

            assertThat(answer.services()).isEmpty();
            assertThat(cluster.problem())
                    .hasValue(
                            "services are not listed yet: HTTP status 403, the controller's account may not; it needs the"
                                    + " chart's ClusterRole (rbac.create); peers behind their addresses stay addresses");

            server.faults().clear();
            await().until(() -> !cluster.cluster().orElseThrow().services().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            403 | the controller's account may not; it needs the chart's ClusterRole (rbac.create)
            404 | the API server does not know them; install their definition (crds.install)
            """)
    void saysWhatKeepsItFromDeciding(int status, String sentence) {
        server.faults().fail(request -> request.path().endsWith("/kernelautoscalers"), status, Integer.MAX_VALUE);

        try (KubeCluster cluster = cluster()) {
            await().until(() -> cluster.problem().orElse("").contains("HTTP status"));

            assertThat(cluster.cluster()).isEmpty();
            assertThat(cluster.problem())
                    .hasValue("kernelautoscalers are not listed yet: HTTP status " + status + ", " + sentence);
        }
    }

    /** 1,001 Services are three chunks of 500; the one that comes while they are listed is no part of a later chunk. */
    @Test
    void listsInChunksAndMissesNothingThatChangesMeanwhile() {
        for (int i = 0; i < 1_001; i++) {
            server.api()
                    .create(SERVICE.replace("name: cart,", "name: cart-%04d,".formatted(i))
                            .replace("nodePort: 30080", "name: x"));
        }
        AtomicBoolean first = new AtomicBoolean(true);
        server.onRequest(request -> {
            if (isChunk(request) && first.getAndSet(false)) {
                server.api().create(SERVICE.replace("name: cart,", "name: a-late-one,"));
            }
        });

        try (KubeCluster cluster = cluster()) {
            await().until(() ->
                    cluster.cluster().map(Cluster::services).orElse(List.of()).size() == 1_002);
        }

        assertThat(server.requests(KubeClusterTest::isChunk)).hasSize(2);
        assertThat(server.requests(request -> request.path().equals("/api/v1/services")))
                .filteredOn(one -> one.request().parameter("watch").isEmpty())
                .allSatisfy(one -> assertThat(one.request().parameter("limit")).isEqualTo("500"));
    }

    private static boolean isChunk(ApiRequest request) {
        return request.path().equals("/api/v1/services")
                && !request.parameter("continue").isEmpty();
    }
}
