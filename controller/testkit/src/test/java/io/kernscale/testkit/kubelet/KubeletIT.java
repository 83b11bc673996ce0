// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import io.kernscale.testkit.cluster.Pods;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes in real cgroups. */
class KubeletIT {
    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final KubernetesApi api = server.api();

    @TempDir
    Path directory;

    private CgroupHost host;
    private CgroupTree tree;
    private Kubelet kubelet;

    @BeforeEach
    void start() {
        boolean canRun = CgroupHost.find().isPresent();
        if (!canRun && !"1".equals(System.getenv("KERNSCALE_REQUIRE_KERNEL"))) {
            Assumptions.abort("no writable cgroup v2 hierarchy under /sys/fs/cgroup (needs root)");
        }
        host = CgroupHost.find().orElseThrow();
        tree = CgroupTree.create(host);
        kubelet = Kubelet.start(api, "n", tree, directory);
    }

    @AfterEach
    void stop() {
        server.close();
        if (tree != null) {
            kubelet.close();
            tree.close();
            assertThat(tree.roots()).noneMatch(Files::exists);
        }
    }

    @Test
    void runsAContainerInItsCgroupAndReportsIt() throws IOException {
        JsonObject pod = create("sleep", "[\"sleep\", \"1000\"]");
        await().until(() -> Pods.isReady(pod()));
        String id = Json.text(Json.objects(pod(), "status", "containerStatuses").getFirst(), "containerID");
        String cgroup = "kubepods/burstable/pod" + Json.text(pod, "metadata", "uid") + "/"
                + id.substring("containerd://".length());
        List<Long> pids = pids(host.v2().resolve(tree.roots().getFirst()).resolve(cgroup));
        assertThat(pids).hasSize(1);
        assertThat(ProcessHandle.of(pids.getFirst())
                        .orElseThrow()
                        .info()
                        .command()
                        .orElse(""))
                .endsWith("sleep");
        if (host.v1Cpu() != null) {
            Path cpu = tree.roots().get(1).resolve(cgroup);
            assertThat(pids(cpu)).isEqualTo(pids);
            assertThat(Files.readString(cpu.resolve("cpu.cfs_quota_us")).trim()).isEqualTo("20000");
        }
    }

    @Test
    void endsTheProcessOfADeletedPodAndRemovesItsCgroup() throws IOException {
        JsonObject pod = create("stubborn", "[\"sh\", \"-c\", \"trap '' TERM; while :; do sleep 0.1; done\"]");
        await().until(() -> Pods.isReady(pod()));
        Path cgroup = tree.roots().getFirst().resolve("kubepods/burstable/pod" + Json.text(pod, "metadata", "uid"));
        assertThat(cgroup).exists();
        api.delete(pod());
        await().until(() -> api.list("v1", "pods").isEmpty());
        assertThat(cgroup).doesNotExist();
    }

    @Test
    void restartsAContainerThatCrashes() {
        create("crash", "[\"false\"]");
        await().until(() -> !pod().isEmpty()
                && Json.objects(pod(), "status", "containerStatuses").stream()
                        .anyMatch(status -> Json.number(status, 0, "restartCount") >= 1));
    }

    @Test
    void isReadyWhenTheServerOfThePodListensAtItsAddress() {
        Path program = WorkloadProgram.extractTo(directory);
        String probe =
                "readinessProbe: {tcpSocket: {port: 7000}}, env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}],";
        create("server", "[\"" + program + "\", serve, --host, $(IP), --port, \"7000\", --work-ms, \"1\"]", probe);
        await().until(() -> Pods.isReady(pod()));
        assertThat(Json.text(pod(), "status", "podIP")).startsWith("127.");
    }

    @Test
    void slowsTheDiskOfARunningAppAndOfItsNewPods() throws IOException {
        Path files = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "disk-");
        Disk disk = Disk.of(files).orElse(null);
        Assumptions.assumeTrue(disk != null && tree.canLimitReads(), "no disk here whose reads can be limited");
        Path program = WorkloadProgram.extractTo(files);
        String command = "[\"%s\", serve, --host, $(IP), --port, \"7000\", --disk, \"%s\"]".formatted(program, files);
        String ip = "env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}],";
        create("first", command, ip);
        await().until(() -> answersPerSecond(pod()) > 100);
        kubelet.limitReads("app", new ReadLimit(disk, 20));
        await().untilAsserted(() -> assertThat(answersPerSecond(pod())).isBetween(10, 30));
        api.delete(pod());
        await().until(() -> api.list("v1", "pods").isEmpty());
        create("second", command, ip);
        await().untilAsserted(() -> assertThat(answersPerSecond(pod())).isBetween(10, 30));
    }

    /** One client, one second. 0 while nobody listens. */
    private static int answersPerSecond(JsonObject pod) {
        try (Socket client = new Socket(Json.text(pod, "status", "podIP"), 7_000)) {
            int answers = 0;
            for (long end = System.nanoTime() + 1_000_000_000L; System.nanoTime() < end; answers++) {
                client.getOutputStream().write('\n');
                client.getInputStream().read(new byte[16]);
            }
            return answers;
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void sweepsWhatAKilledRunLeft() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = host.v2().resolve("kernscale-demo-" + dead.pid());
        Files.createDirectories(left.resolve("kubepods/pod1"));
        Process orphan = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(left.resolve("kubepods/pod1/cgroup.procs"), Long.toString(orphan.pid()));
        CgroupTree.create(host);
        assertThat(left).doesNotExist();
        assertThat(orphan.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void watchdogClearsTheRunWhenItsPipeCloses() throws IOException {
        Path files = Files.createDirectory(directory.resolve("files"));
        create("sleep", "[\"sleep\", \"1000\"]");
        await().until(() -> Pods.isReady(pod()));
        server.api().list("v1", "pods").forEach(api::deleteNow); // so that the kubelet does not start it again
        Watchdog.start(files, tree).close();
        assertThat(tree.roots()).noneMatch(Files::exists);
        assertThat(files).doesNotExist();
    }

    private JsonObject create(String name, String command) {
        return create(name, command, "");
    }

    private JsonObject create(String name, String command, String more) {
        return api.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, labels: {app: app}}
                spec:
                  nodeName: n
                  terminationGracePeriodSeconds: 1
                  containers:
                    - {name: main, image: none, command: %s, %s resources: {limits: {cpu: 200m}}}
                """.formatted(name, command, more));
    }

    private JsonObject pod() {
        return api.list("v1", "pods").getFirst();
    }

    private static List<Long> pids(Path cgroup) throws IOException {
        return Files.readAllLines(cgroup.resolve("cgroup.procs")).stream()
                .map(Long::valueOf)
                .toList();
    }
}
