// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.HostFixture.CONTAINER;
import static io.kernscale.agent.cgroup.HostFixture.UID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.PodReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tree and the files over the kernel's own v2 hierarchy, with the probes faked as refused. */
class CgroupTreeIT {
    private final FakeKernelProbes probes = new FakeKernelProbes();
    private final List<Path> made = new ArrayList<>();
    private CgroupMounts mounts;
    private Path base;

    @BeforeEach
    void setUp() throws IOException {
        Optional<CgroupMounts> found = CgroupMounts.find(Path.of("/"));
        V2Hierarchy.require(found);
        mounts = found.orElseThrow();
        base = mounts.unified()
                .resolve("kernscale-tree-" + ProcessHandle.current().pid());
        mkdir(base);
    }

    @AfterEach
    void tearDown() throws IOException {
        for (Path directory : made.reversed()) {
            Files.deleteIfExists(directory); // rmdir; the kernel's files go with it
        }
    }

    private Path mkdir(Path directory) throws IOException {
        Files.createDirectory(directory);
        made.add(directory);
        return directory;
    }

    private Path makePod() throws IOException {
        mkdir(base.resolve("kubepods"));
        Path pod = mkdir(base.resolve("kubepods/pod" + UID));
        return mkdir(pod.resolve(CONTAINER));
    }

    @Test
    void knowsRealCgroupsByTheirInode() throws IOException {
        Path container = makePod();
        long inode = (long) Files.getAttribute(container, "unix:ino");
        CgroupTree tree = new CgroupTree(mounts.unified(), 10_000, born -> {});

        tree.walk();

        Cgroup cgroup = tree.get(inode);
        assertThat(cgroup).isNotNull();
        assertThat(cgroup.path()).isEqualTo("/" + mounts.unified().relativize(container));
        assertThat(cgroup.owner().map(CgroupPath::podUid)).contains(UID);
        Files.delete(container);
        tree.walk();
        assertThat(cgroup.ended()).isTrue();
    }

    @Test
    void reportsARealProcessFromFilesAlone() throws IOException {
        Path container = makePod();
        for (Feature feature : Feature.values()) {
            probes.breakFeature(feature);
        }
        Process spinner = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        var settings = new NodeSettings("node", 2, Path.of("/"), Optional.empty(), Set.of(), 32);
        try (var collector = new NodeCollector(settings, probes, new FixedNames())) {
            Files.writeString(container.resolve("cgroup.procs"), Long.toString(spinner.pid()));
            await().untilAsserted(() -> {
                probes.later(2);
                PodReport pod = collector.collect().pods().stream()
                        .filter(row -> row.uid().equals(UID))
                        .findFirst()
                        .orElseThrow();
                assertThat(pod.containers()).isEqualTo(1);
                assertThat(pod.cpu().runNanos()).isPositive();
            });
        } finally {
            spinner.destroyForcibly();
            spinner.onExit().join();
        }
        await().until(() -> Files.readString(container.resolve("cgroup.procs")).isEmpty());
    }

    @Test
    void takesAVanishingTreeAsItComes() throws IOException, InterruptedException {
        Thread churn = Thread.ofPlatform().start(this::churn);
        CgroupTree tree = new CgroupTree(mounts.unified(), 10_000, born -> {});
        while (churn.isAlive()) {
            tree.walk();
        }
        churn.join();
        tree.walk();

        assertThat(tree.all())
                .filteredOn(cgroup -> !cgroup.ended())
                .noneMatch(cgroup -> cgroup.path().contains("churn"));
    }

    private void churn() {
        try {
            for (int i = 0; i < 300; i++) {
                Path outer = Files.createDirectory(base.resolve("churn-" + i));
                Files.delete(Files.createDirectory(outer.resolve("inner")));
                Files.delete(outer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
