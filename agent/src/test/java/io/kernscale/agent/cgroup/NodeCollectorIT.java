// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.HostFixture.CONTAINER;
import static io.kernscale.agent.cgroup.HostFixture.CONTAINER_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.bpf.BpfKernelProbes;
import io.kernscale.agent.bpf.BpfOptions;
import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.agent.bpf.RequiresKernel;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.PodReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From processes in a pod's cgroups to its row in the report, through real probes. */
@RequiresKernel
class NodeCollectorIT {
    private static final String COUNT = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";

    private final String uid = UUID.randomUUID().toString();
    private Path base;
    private Path pod;
    private KernelProbes probes;
    private NodeCollector collector;

    @BeforeEach
    void setUp() throws IOException {
        Path unified = CgroupMounts.find(Path.of("/")).orElseThrow().unified();
        base = Files.createDirectory(unified.resolve("kernscale-node-" + uid));
        probes = BpfKernelProbes.open(BpfOptions.defaults());
        collector = new NodeCollector(
                new NodeSettings("node", 2, Path.of("/"), Optional.empty(), Set.of(), 32), probes, new FixedNames());
        collector.collect();
        pod = Files.createDirectories(base.resolve("kubepods/besteffort/pod" + uid));
    }

    @AfterEach
    void tearDown() throws IOException {
        collector.close();
        probes.close();
        Files.deleteIfExists(pod);
        Files.delete(base.resolve("kubepods/besteffort"));
        Files.delete(base.resolve("kubepods"));
        Files.delete(base);
    }

    private PodReport row() {
        return collector.collect().pods().stream()
                .filter(report -> report.uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    /** Runs a shell script in a container's cgroup of its own until it ends, and removes the cgroup. */
    private void runContainer(String id, String script) throws IOException, InterruptedException {
        Path container = Files.createDirectory(pod.resolve(id));
        Process process = new ProcessBuilder(
                        "sh", "-c", "echo $$ > " + container.resolve("cgroup.procs") + "; " + script)
                .start();
        assertThat(process.waitFor()).isZero();
        await().ignoreExceptions().until(() -> Files.deleteIfExists(container));
    }

    @Test
    void countsContainersThatCameAndWentBetweenTwoCollections() throws Exception {
        runContainer(CONTAINER, COUNT);
        PodReport first = row();
        assertThat(first.cpu().runNanos()).isGreaterThan(1_000_000);
        assertThat(first.containers()).isZero();
        assertThat(first.cpu().threads()).isZero();

        runContainer(CONTAINER_2, COUNT);
        PodReport second = row();

        assertThat(second.cpu().runNanos()).isGreaterThan(first.cpu().runNanos() + 1_000_000);
        assertThat(collector.status().treeWalks()).as("events alone sufficed").isEqualTo(1);
    }

    @Test
    void tellsTheWorkingSetAndTheTimeOfAContainer() throws Exception {
        CgroupMounts mounts = CgroupMounts.find(Path.of("/")).orElseThrow();
        Path container = Files.createDirectory(pod.resolve(CONTAINER));
        Path memory = mounts.v1Memory()
                .map(root -> root.resolve(mounts.unified().relativize(container)))
                .orElse(container);
        Files.createDirectories(memory);
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "echo $$ > " + container.resolve("cgroup.procs") + "; echo $$ > "
                                + memory.resolve("cgroup.procs")
                                + "; x=$(head -c 33554432 /dev/zero | tr '\\0' x); while :; do :; done")
                .start();
        try {
            await().untilAsserted(() -> assertThat(memoryOf(memory)).isGreaterThan(30_000_000));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(row().usage())
                            .singleElement()
                            .satisfies(usage -> {
                                assertThat(usage.id()).isEqualTo(CONTAINER);
                                assertThat(usage.runNanos()).isGreaterThan(20_000_000);
                                assertThat(usage.memoryBytes()).isBetween(30_000_000L, 200_000_000L);
                            }));
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        for (Path left = memory;
                !left.endsWith("kernscale-node-" + uid) && !memory.equals(container);
                left = left.getParent()) {
            Path directory = left;
            await().ignoreExceptions().until(() -> Files.deleteIfExists(directory));
        }
        if (!memory.equals(container)) {
            Files.delete(memory.resolve("../../../..").normalize());
        }
        await().ignoreExceptions().until(() -> Files.deleteIfExists(container));
    }

    private static long memoryOf(Path cgroup) throws IOException {
        Path v1 = cgroup.resolve("memory.usage_in_bytes");
        Path file = Files.exists(v1) ? v1 : cgroup.resolve("memory.current");
        return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : Long.MAX_VALUE;
    }

    @Test
    void showsARunningContainer() throws Exception {
        Path container = Files.createDirectory(pod.resolve(CONTAINER));
        Process process = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            Files.writeString(container.resolve("cgroup.procs"), Long.toString(process.pid()));
            await().untilAsserted(() -> {
                PodReport row = row();
                assertThat(row.cpu().runNanos()).isGreaterThan(20_000_000);
                assertThat(row.cpu().threads()).isEqualTo(1);
                assertThat(row.cpu().runnableThreads()).isEqualTo(1);
                assertThat(row.containers()).isEqualTo(1);
            });
            assertThat(collector.pod(uid).orElseThrow().containers())
                    .extracting(PodDetail.Container::id)
                    .contains(CONTAINER);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        await().ignoreExceptions().until(() -> Files.deleteIfExists(container));
    }

    @Test
    void restsOnProbesForEachFeature() {
        List<FeatureStatus> features = collector.collect().features();

        assertThat(features)
                .hasSize(Feature.values().length)
                .allSatisfy(feature -> assertThat(feature.source())
                        .as(feature.toString())
                        .isIn(Source.TP_BTF, Source.RAW_TP, Source.PERF_EVENT));
    }
}
