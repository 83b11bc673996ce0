// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pod names from the kubelet's log directories, {@code <namespace>_<name>_<uid>}; neither of the first two can hold an
 * underscore. Listed again when a UID is unknown, at most every 10 s.
 */
final class LogPodNames implements PodNames {
    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private final Path directory;
    private Map<String, PodName> names = Map.of();
    private String problem = "";
    private long listedAtNanos;
    private boolean listed;

    LogPodNames(Path directory) {
        this.directory = directory;
    }

    @Override
    public synchronized Optional<PodName> of(String cgroupUid) {
        PodName name = names.get(cgroupUid);
        if (name == null && (!listed || System.nanoTime() - listedAtNanos >= INTERVAL_NANOS)) {
            list();
            name = names.get(cgroupUid);
        }
        return Optional.ofNullable(name);
    }

    @Override
    public synchronized NamesStatus status() {
        long age = listed ? (System.nanoTime() - listedAtNanos) / 1_000_000_000L : -1;
        return new NamesStatus("pod-logs", names.size(), age, problem);
    }

    @Override
    public void close() {}

    private void list() {
        listed = true;
        listedAtNanos = System.nanoTime();
        Map<String, PodName> found = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String[] parts = entry.getFileName().toString().split("_", -1);
                if (parts.length == 3) {
                    found.put(parts[2], new PodName(parts[2], parts[0], parts[1]));
                }
            }
            names = found;
            problem = "";
        } catch (IOException | DirectoryIteratorException unreadable) {
            problem =
                    "cannot list " + directory + " (" + unreadable.getMessage() + "): pods keep the names known so far";
        }
    }
}
