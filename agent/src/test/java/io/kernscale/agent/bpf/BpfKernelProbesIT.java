// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.LossCounter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Refusals, exhaustion, order and cleanliness of all probes together. */
@RequiresKernel
class BpfKernelProbesIT {

    private static long loss(KernelProbes probes, Feature feature, String reason) {
        return probes.losses().stream()
                .filter(l -> l.feature() == feature && l.reason().equals(reason))
                .mapToLong(LossCounter::count)
                .sum();
    }

    /** The probes' objects, but one whose programs follow a pointer into the dark. */
    private static ObjectSource refusing(String refused) {
        return name -> {
            if (!name.equals(refused)) {
                return ObjectSource.ofClassPath().load(name);
            }
            Path source = Files.createTempFile("refused", ".bpf.c");
            Path object = Files.createTempFile("refused", ".bpf.o");
            Files.writeString(source, """
                    #include <linux/bpf.h>
                    #include <bpf/bpf_helpers.h>
                    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
                    SEC("tp_btf/cgroup_mkdir") int on_mkdir(__u64 *ctx) { return *(int *)(ctx[0] * 8); }
                    SEC("tp_btf/cgroup_rmdir") int on_rmdir(__u64 *ctx) { return 0; }
                    SEC("raw_tp/cgroup_mkdir") int on_mkdir_raw(__u64 *ctx) { return *(int *)ctx[0]; }
                    SEC("raw_tp/cgroup_rmdir") int on_rmdir_raw(__u64 *ctx) { return 0; }
                    char LICENSE[] SEC("license") = "GPL";
                    """);
            try {
                Process clang = new ProcessBuilder(
                                "clang",
                                "-target",
                                "bpf",
                                "-g",
                                "-O2",
                                "-idirafter",
                                "/usr/include/" + System.getProperty("os.arch").replace("amd64", "x86_64")
                                        + "-linux-gnu",
                                "-c",
                                source.toString(),
                                "-o",
                                object.toString())
                        .redirectErrorStream(true)
                        .start();
                String said = new String(clang.getInputStream().readAllBytes(), UTF_8);
                assertThat(clang.waitFor()).as(said).isZero();
                return Files.readAllBytes(object);
            } catch (InterruptedException e) {
                throw new IOException(e);
            } finally {
                Files.delete(source);
                Files.delete(object);
            }
        };
    }

    @Test
    void losesOnlyTheFeatureThatTheVerifierRefuses() {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withObjects(refusing("lifecycle")))) {
            assertThat(probes.delivers(Feature.LIFECYCLE)).isFalse();
            assertThat(probes.delivers(Feature.SCHEDULER)).isTrue();
            assertThat(probes.delivers(Feature.BLOCK)).isTrue();
            assertThat(probes.delivers(Feature.SAMPLING)).isTrue();
            ProbeStatus refused = probes.status().stream()
                    .filter(s -> s.program().equals("on_mkdir"))
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.source()).isEqualTo(Source.NONE);
            assertThat(refused.reason()).startsWith("TP_BTF was refused, bpf_object__load(lifecycle): ");
            assertThat(String.join("\n", refused.verifierLog())).contains("processed");
            assertThat(probes.drainLifecycle()).isEmpty();
            assertThat(probes.read().scheduler()).isNotEmpty();
        }
    }

    @Test
    void fallsBackToRawTracepoints() {
        try (var cgroup = TestCgroup.create();
                var probes = BpfKernelProbes.open(BpfOptions.defaults().withAttachOrder(List.of(Source.RAW_TP)));
                var one = Workload.start(cgroup, "spin", 2, 1)) {
            assertThat(probes.status())
                    .filteredOn(s -> s.program().equals("on_switch_raw"))
                    .extracting(ProbeStatus::source)
                    .containsExactly(Source.RAW_TP);
            Window window = Window.of(probes, Duration.ofMillis(500));
            assertThat(window.run(cgroup) + window.contention(cgroup)).isBetween(1.8, 2.2);
            assertThat(window.preemptedBySame(cgroup)).isPositive();
        }
    }

    @Test
    void countsWhatFindsNoSlotAndGivesForgottenSlotsToOthers() {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withMaxCgroups(16));
                var parent = TestCgroup.create()) {
            Map<Long, Workload> workloads = new HashMap<>();
            List<TestCgroup> children = new ArrayList<>();
            try {
                for (int i = 0; i < 32; i++) {
                    TestCgroup child = parent.child("c" + i);
                    children.add(child);
                    workloads.put(child.id(), Workload.start(child, "naps"));
                }
                Set<Long> held = probes.read().scheduler().keySet();
                assertThat(held).hasSize(16);
                assertThat(loss(probes, Feature.SCHEDULER, "cgroup_slots_full")).isPositive();
                assertThat(probes.maps().getFirst())
                        .extracting(MapFill::used, MapFill::capacity)
                        .containsExactly(16L, 16L);

                held.stream()
                        .filter(workloads::containsKey)
                        .forEach(id -> workloads.remove(id).close());
                probes.forget(held);
                probes.read(); // slots rest until here; others of this machine may take some
                Window window = Window.of(probes, Duration.ofMillis(300));
                Map<Long, SchedCounters> now = window.after().scheduler();
                assertThat(now).hasSize(16);
                assertThat(now.keySet()).anyMatch(workloads::containsKey);
                assertThat(workloads.keySet().stream().filter(now::containsKey))
                        .allSatisfy(id ->
                                assertThat(now.get(id).voluntarySwitches()).isBetween(1L, 2000L));
            } finally {
                workloads.values().forEach(Workload::close);
                children.forEach(TestCgroup::close);
            }
        }
    }

    @Test
    void tellsWhatProgramsCostWhileTheKernelTimesThem() throws Exception {
        BpfOptions options = BpfOptions.defaults();
        try (var timing = MeasuredProbe.enableRunTimeStats(options);
                var probes = BpfKernelProbes.open(options)) {
            Window.of(probes, Duration.ofMillis(300));

            ProbeCost cost = probes.costs().stream()
                    .filter(one -> one.program().equals("on_switch"))
                    .findFirst()
                    .orElseThrow();

            assertThat(cost.feature()).isEqualTo(Feature.SCHEDULER);
            assertThat(cost.runs()).isPositive();
            assertThat((double) cost.runNanos() / cost.runs()).isBetween(20.0, 20_000.0);
        }
    }

    @Test
    void standsTenThousandCgroupsWithSmallMaps() throws Exception {
        try (var parent = TestCgroup.create();
                var probes = BpfKernelProbes.open(BpfOptions.defaults().withMaxCgroups(64));
                var visitor = Workload.start(parent, "naps")) {
            List<TestCgroup> children = new ArrayList<>();
            try {
                for (int i = 0; i < 10_000; i++) {
                    children.add(parent.child("c" + i));
                    if (i % 10 == 0) { // a thousand of them are seen at a switch
                        children.get(i).add(visitor.process());
                        Thread.sleep(2);
                    }
                }
                assertThat(probes.read().scheduler()).hasSize(64);
                assertThat(loss(probes, Feature.SCHEDULER, "cgroup_slots_full")).isGreaterThan(500);
                assertThat(probes.drainLifecycle().getFirst().kind()).isEqualTo(CgroupEvent.Kind.LOST);
            } finally {
                parent.add(visitor.process());
                children.forEach(TestCgroup::close);
            }
        }
    }

    @Test
    void neverGoesBackUnderChurn() {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults());
                var cgroup = TestCgroup.create();
                var forks = Workload.start(cgroup, "forks", 2, -1);
                var naps = Workload.start(cgroup, "naps", 4, -1);
                var spin = Workload.start(cgroup, "spin", 2, -1)) {
            Map<Long, long[]> before = new HashMap<>();
            for (int i = 0; i < 300; i++) {
                probes.read().scheduler().forEach((id, counters) -> {
                    long[] now = values(counters);
                    long[] last = before.put(id, now);
                    for (int k = 0; last != null && k < now.length; k++) {
                        assertThat(now[k]).as("counter %d of cgroup %d", k, id).isGreaterThanOrEqualTo(last[k]);
                    }
                });
            }
        }
    }

    private static long[] values(SchedCounters c) {
        return new long[] {
            c.runNanos(), c.waitContentionNanos(), c.waitQuotaNanos(),
            c.blockedDiskNanos(), c.blockedLockNanos(), c.blockedNetworkNanos(),
            c.blockedPollNanos(), c.blockedSleepNanos(), c.blockedOtherNanos(),
            c.cycleBlockedNanos(), c.voluntarySwitches(), c.preemptedBySame(),
            c.preemptedByOther(), c.preemptedBySystem()
        };
    }

    @Test
    void leavesNoProgramOrMapBehind() throws Exception {
        Set<Integer> held;
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults())) {
            probes.read();
            held = bpfDescriptors();
            assertThat(held).hasSizeGreaterThan(20);
        }
        assertThat(bpfDescriptors()).isEmpty();
        assertThat(mappedBpf()).isEmpty();
        assertThatThrownBy(() -> {
                    var closed = BpfKernelProbes.open(BpfOptions.defaults());
                    closed.close();
                    closed.read();
                })
                .isInstanceOf(IllegalStateException.class);
    }

    /** Nothing is pinned, so what no descriptor or mapping of ours holds is gone. */
    private static Set<Integer> bpfDescriptors() throws IOException {
        Set<Integer> descriptors = new HashSet<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path fd : all.toList()) {
                String target = Files.isSymbolicLink(fd) ? readLink(fd) : "";
                if (target.contains("bpf") && target.startsWith("anon_inode") || target.contains("[perf_event]")) {
                    descriptors.add(Integer.valueOf(fd.getFileName().toString()));
                }
            }
        }
        return descriptors;
    }

    private static String readLink(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (IOException e) {
            return ""; // the descriptor that lists the directory
        }
    }

    private static List<String> mappedBpf() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("bpf-map"))
                .toList();
    }

    @Test
    void asksTheKernelHowManyArgumentsATracepointHas() {
        var types = new KernelTypes(FfmLibbpf.open("libbpf.so.1"));
        assertThat(types.tracepointArguments("block_rq_complete")).isEqualTo(3);
    }
}
