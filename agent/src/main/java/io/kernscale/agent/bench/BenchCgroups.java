// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A full node's cgroups, in a subtree of their own: 110 pods with 886 containers make 1,000 directories with what leads
 * to them. Two containers of each pod hold a sleeping process, and each tenth pod one that wakes 20 times a second.
 */
final class BenchCgroups implements AutoCloseable {

    static final int PODS = 110;
    static final int CGROUPS = 1_000;

    /** The subtree's root, kubepods and its two classes. */
    private static final int ABOVE_PODS = 4;

    private static final int CONTAINERS = CGROUPS - PODS - ABOVE_PODS;
    private static final int BUSY_POD_EACH = 10;

    private final Path root;
    private final List<String> uids = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    private BenchCgroups(Path root) {
        this.root = root;
    }

    static BenchCgroups create() throws IOException {
        Path v2 = Stream.of("/sys/fs/cgroup", "/sys/fs/cgroup/unified")
                .map(Path::of)
                .filter(path -> Files.exists(path.resolve("cgroup.controllers")))
                .findFirst()
                .orElseThrow(() -> new IOException("no cgroup v2 hierarchy below /sys/fs/cgroup; mount one"));
        var cgroups = new BenchCgroups(
                v2.resolve("kernscale-bench-" + ProcessHandle.current().pid()));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(cgroups::close));
        for (int pod = 0; pod < PODS; pod++) {
            cgroups.addPod(pod);
        }
        return cgroups;
    }

    /** The pods' UIDs, as an API server knows them. */
    List<String> uids() {
        return List.copyOf(uids);
    }

    private void addPod(int number) throws IOException {
        String uid = new UUID(0x6b65_726e_7363_4000L, 0x8000_0000_0000_0000L + number).toString();
        uids.add(uid);
        String quality = number % 2 == 0 ? "burstable" : "besteffort";
        Path pod = Files.createDirectories(root.resolve("kubepods", quality, "pod" + uid));
        int containers = CONTAINERS / PODS + (number < CONTAINERS % PODS ? 1 : 0);
        for (int i = 0; i < containers; i++) {
            Path container = Files.createDirectory(pod.resolve("%056x%08x".formatted(number + 1, i + 1)));
            if (i < 2) {
                run(container, "exec sleep 86400");
            } else if (i == 2 && number % BUSY_POD_EACH == 0) {
                run(container, "while :; do sleep 0.05; done");
            }
        }
    }

    private void run(Path container, String command) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "echo $$ > " + container + "/cgroup.procs && " + command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(process);
    }

    /** Ends every process and removes every directory; also called when the bench is interrupted. */
    @Override
    public synchronized void close() {
        if (!Files.exists(root)) {
            return;
        }
        try {
            Files.writeString(root.resolve("cgroup.kill"), "1");
            for (Process process : processes) {
                process.destroyForcibly().waitFor();
            }
            removeDirectories();
        } catch (IOException e) {
            throw new IllegalStateException(root + " could not be removed; remove it by hand", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeDirectories() throws IOException, InterruptedException {
        List<Path> directories;
        try (Stream<Path> tree = Files.walk(root)) {
            directories = tree.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path directory : directories) {
            remove(directory);
        }
    }

    /** A cgroup stays busy for a moment after its last process was killed. */
    private static void remove(Path directory) throws IOException, InterruptedException {
        for (int left = 500; ; left--) {
            try {
                Files.deleteIfExists(directory);
                return;
            } catch (DirectoryNotEmptyException e) {
                throw e;
            } catch (IOException e) {
                if (left == 0) {
                    throw e;
                }
                Thread.sleep(10);
            }
        }
    }
}
