// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.cluster.Pods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;

/**
 * A namespace with programs of one test. Whatever the test looks at, no scale but that of the workloads in
 * {@link #mayScale} may ever be written.
 */
final class World implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofSeconds(90);

    /** Four rounds of the controller. */
    private static final Duration STABLE = Duration.ofSeconds(8);

    private static final Duration GLANCE = Duration.ofMillis(500);

    private final TestCluster cluster;
    private final String namespace;
    private final Set<String> scalable = new HashSet<>();

    World(TestCluster cluster, String testName) {
        this.cluster = cluster;
        this.namespace = testName.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** A pod that is ready: where it answers. */
    record Place(String name, String address, int port, String containerId) {

        String host() {
            return address + ":" + port;
        }
    }

    /** A directory of this world on a disk. */
    Path directory() {
        try {
            return Files.createDirectories(cluster.directory().resolve(namespace));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory for " + namespace, e);
        }
    }

    TestCluster cluster() {
        return cluster;
    }

    String namespace() {
        return namespace;
    }

    /** Deploys a program and waits until it is ready. */
    Place run(Pod pod) {
        cluster.api().create(pod.deployment(namespace));
        cluster.api().create(pod.autoscaler(namespace));
        return await("start of " + pod.name() + " in " + namespace)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ready(pod.name()), Optional::isPresent)
                .map(ready -> place(pod, ready))
                .orElseThrow();
    }

    private static Place place(Pod pod, JsonObject ready) {
        String container =
                Json.text(Json.objects(ready, "status", "containerStatuses").getFirst(), "containerID");
        return new Place(pod.name(), Json.text(ready, "status", "podIP"), pod.port(), container);
    }

    private Optional<JsonObject> ready(String name) {
        return cluster.api().list("v1", "pods").stream()
                .filter(pod -> Json.text(pod, "metadata", "namespace").equals(namespace)
                        && Json.text(pod, "metadata", "labels", "app").equals(name))
                .filter(Pods::isReady)
                .findFirst();
    }

    /** Name of the disk that can be slowed down; where there is none, the test ends as skipped. */
    String slowableDisk() {
        return cluster.slowableDisk();
    }

    /** Lets a workload read so often a second, and no more. */
    void slowDisk(Place place, int readsPerSecond) {
        cluster.slowDisk(place.name(), readsPerSecond);
    }

    /** These may be scaled, and nobody else. */
    void mayScale(String... names) {
        scalable.addAll(List.of(names));
    }

    /** Waits until what the controller says is as asserted, and stays so for several rounds. */
    void settles(Consumer<Seen> assertions) {
        await().during(STABLE).atMost(SETTLE).pollInterval(GLANCE).untilAsserted(onGraph(assertions));
    }

    /** Waits until what the controller says is as asserted, once. */
    void sees(Consumer<Seen> assertions) {
        await().atMost(SETTLE).pollInterval(GLANCE).untilAsserted(onGraph(assertions));
    }

    private ThrowingRunnable onGraph(Consumer<Seen> assertions) {
        return () -> {
            Graph graph = cluster.graph();
            try {
                assertions.accept(new Seen(namespace, graph));
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + graph.text(namespace) + "\n" + cluster.lastWords(), e);
            }
        };
    }

    /** Waits until the scale of a workload is written. */
    void scales(String name) {
        mayScale(name);
        await("a scale write to " + name).atMost(SETTLE).until(() -> writes().contains(name));
    }

    private List<String> writes() {
        return cluster.scaleWrites(namespace).stream()
                .map(path -> path.replaceAll(".*/([^/]+)/scale$", "$1"))
                .toList();
    }

    @Override
    public void close() {
        List.of("kernelautoscalers", "deployments").forEach(this::deleteAll);
        assertThat(writes())
                .as("workloads of %s whose scale was written", namespace)
                .isSubsetOf(scalable);
    }

    private void deleteAll(String plural) {
        String version = plural.equals("deployments") ? "apps/v1" : "kernscale.io/v1alpha1";
        cluster.api().list(version, plural).stream()
                .filter(object -> Json.text(object, "metadata", "namespace").equals(namespace))
                .forEach(cluster.api()::delete);
    }
}
