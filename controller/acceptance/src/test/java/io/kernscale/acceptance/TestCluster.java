// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import io.kernscale.testkit.api.ApiRequest;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.demo.MiniCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The cluster that all tests share, and what its controller says. Thread-safe. */
final class TestCluster implements AutoCloseable {
    private static final Path HOME = Path.of("../..");

    private final MiniCluster cluster;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private TestCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    static TestCluster start() {
        MiniCluster cluster = MiniCluster.start(HOME, MiniCluster.freePort());
        try {
            // PostgreSQL runs as nobody, below this directory
            Files.setPosixFilePermissions(cluster.directory(), PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            cluster.close();
            throw new UncheckedIOException("cannot open " + cluster.directory() + " to other users", e);
        }
        return new TestCluster(cluster);
    }

    KubernetesApi api() {
        return cluster.api();
    }

    Path directory() {
        return cluster.directory();
    }

    ProcessHandle agent() {
        return cluster.agentProcess();
    }

    URI agentUri() {
        return cluster.agentUri();
    }

    URI controllerUri() {
        return cluster.controllerUri();
    }

    String slowableDisk() {
        Optional<String> disk = cluster.slowableDisk();
        if (disk.isEmpty() && !"1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL"))) {
            Assumptions.abort("the disk of " + directory() + " cannot be slowed down here");
        }
        return disk.orElseThrow();
    }

    /** @param app name of a workload, in any namespace */
    void slowDisk(String app, int readsPerSecond) {
        cluster.slowDisk(app, readsPerSecond);
    }

    /** What the controller saw in its last round. */
    Graph graph() {
        return new Graph(
                Json.parse(get(controllerUri().resolve("/api/v1/graph"))),
                workload -> Json.parse(get(controllerUri().resolve("/api/v1/workloads/" + workload))));
    }

    /** The last lines that agent and controller wrote. */
    String lastWords() {
        return cluster.lastWords();
    }

    /** What the agent reports, as it stands. */
    String report() {
        return get(agentUri().resolve("/v1/report"));
    }

    /** The paths of all scale subresources of a namespace that were written. */
    List<String> scaleWrites(String namespace) {
        return cluster.server().requests(ApiRequest::isScaleWrite).stream()
                .map(recorded -> recorded.request().path())
                .filter(path -> path.contains("/namespaces/" + namespace + "/"))
                .toList();
    }

    String get(URI uri) {
        cluster.check();
        try {
            var request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(uri + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + uri, e);
        }
    }

    @Override
    public void close() {
        http.close();
        cluster.close();
    }
}
