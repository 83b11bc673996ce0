// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells programs whom they can ask: for each label {@code app} that pods have, a file {@code <app>.endpoints} with one
 * {@code address:port} a line of those that are ready. A file is replaced as a whole; it is empty when nobody is ready.
 */
public final class EndpointFiles implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final KubernetesApi api;
    private final Path directory;
    private final int port;
    private final Map<String, String> written = new HashMap<>();
    private final ControlLoop loop;

    private EndpointFiles(KubernetesApi api, Path directory, int port) {
        this.api = api;
        this.directory = directory;
        this.port = port;
        this.loop = ControlLoop.start(api, "endpoint-files", PERIOD, this::reconcile);
    }

    /** @param port of all of them */
    public static EndpointFiles start(KubernetesApi api, Path directory, int port) {
        return new EndpointFiles(api, directory, port);
    }

    /** The file of a label, whether it is there yet or not. */
    public static Path file(Path directory, String app) {
        return directory.resolve(app + ".endpoints");
    }

    private void reconcile() {
        var apps = new TreeSet<>(written.keySet());
        api.list("v1", "pods").forEach(pod -> apps.add(Json.text(pod, "metadata", "labels", "app")));
        apps.remove("");
        apps.forEach(app -> replace(app, lines(app)));
    }

    private String lines(String app) {
        return Pods.readyAddresses(api, app).stream()
                .map(address -> address + ":" + port + "\n")
                .collect(Collectors.joining());
    }

    private void replace(String app, String lines) {
        if (lines.equals(written.get(app))) {
            return;
        }
        Path file = file(directory, app);
        try {
            Path fresh = Files.writeString(directory.resolve(app + ".endpoints.new"), lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written.put(app, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
