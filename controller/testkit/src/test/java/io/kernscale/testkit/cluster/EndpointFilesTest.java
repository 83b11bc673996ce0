// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointFilesTest {
    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final KubernetesApi api = server.api();

    @TempDir
    Path directory;

    private EndpointFiles files;

    @BeforeEach
    void start() {
        files = EndpointFiles.start(api, directory, 7_000);
    }

    @AfterEach
    void stop() {
        files.close();
        server.close();
    }

    @Test
    void listsThePodsOfAnAppThatAreReady() {
        pod("b-1", "b", "127.0.0.1", true);
        pod("b-2", "b", "127.0.0.2", false);
        pod("c-1", "c", "127.0.0.3", true);
        await().untilAsserted(() -> {
            assertThat(lines("b")).containsExactly("127.0.0.1:7000");
            assertThat(lines("c")).containsExactly("127.0.0.3:7000");
        });
    }

    @Test
    void followsPodsThatComeAndGo() {
        JsonObject first = pod("b-1", "b", "127.0.0.1", true);
        JsonObject second = pod("b-2", "b", "127.0.0.2", true);
        await().until(() -> lines("b").size() == 2);
        api.delete(first); // it ends, and takes no more requests
        await().untilAsserted(() -> assertThat(lines("b")).containsExactly("127.0.0.2:7000"));
        api.deleteNow(second);
        await().untilAsserted(() -> assertThat(lines("b")).isEmpty());
        assertThat(EndpointFiles.file(directory, "b"))
                .as("nobody is not unknown")
                .exists();
    }

    private JsonObject pod(String name, String app, String address, boolean isReady) {
        JsonObject pod = api.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {app: %s}}
                spec: {nodeName: n, containers: [{name: main, image: none}]}
                """.formatted(name, app));
        Nodes.register(api, "n", 1); // a pod on a living node ends slowly
        Instant now = Instant.now();
        var status = new PodStatus(address, now, isReady, List.of());
        api.changeStatus(pod, object -> status.into(object, now));
        return pod;
    }

    private List<String> lines(String app) throws IOException {
        Path file = EndpointFiles.file(directory, app);
        return Files.exists(file) ? Files.readAllLines(file) : List.of("no file");
    }
}
