// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import io.kernscale.wire.FeatureStatus.Feature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real threads in real cgroups. Windows are long against a tick (4 ms) and tolerances wide: other work shares the CPUs. */
@RequiresKernel
class SchedProbeIT {
    private static final Duration WINDOW = Duration.ofMillis(700);
    private static final Offset<Double> SOME = offset(0.08);

    private BpfKernelProbes probes;
    private TestCgroup cgroup;

    @BeforeEach
    void open() {
        cgroup = TestCgroup.create();
        probes = BpfKernelProbes.open(BpfOptions.defaults());
        assertThat(probes.delivers(Feature.SCHEDULER)).as("%s", probes.status()).isTrue();
    }

    @AfterEach
    void close() {
        probes.close();
        cgroup.close();
    }

    @Test
    void showsALoneSpinnerWithinOneReading() {
        try (var spinner = Workload.start(cgroup, "spin")) {
            Window window = Window.of(probes, WINDOW);
            assertThat(window.run(cgroup) + window.contention(cgroup)).isCloseTo(1.0, SOME);
            assertThat(window.last(cgroup).threads()).isEqualTo(2);
            assertThat(window.last(cgroup).runnableThreads()).isEqualTo(1);
        }
    }

    @Test
    void showsThreadsThatWereBlockedBeforeItWasAttached() {
        try (var sleeper = Workload.start(cgroup, "sleep", 3, -1);
                var later = BpfKernelProbes.open(BpfOptions.defaults())) {
            Window window = Window.of(later, WINDOW);
            assertThat(window.sleep(cgroup)).isCloseTo(3.0, SOME);
            assertThat(window.disk(cgroup)).isZero();
            assertThat(window.cycle(cgroup)).isZero(); // none of them woke
            assertThat(window.last(cgroup).threads()).isEqualTo(4);
            assertThat(window.last(cgroup).runnableThreads()).isZero();
        }
    }

    private record Cause(String mode, ToDoubleBiFunction<Window, TestCgroup> blocked) {}

    @Test
    void namesTheCauseOfEachBlock() {
        for (Cause cause : List.of(
                new Cause("sleep", Window::sleep),
                new Cause("futex", Window::lock),
                new Cause("receive", Window::network),
                new Cause("socket", Window::network),
                new Cause("poll", Window::poll),
                new Cause("pipe", Window::other))) {
            try (var own = cgroup.child(cause.mode());
                    var blocked = Workload.start(own, cause.mode(), 2, -1)) {
                Window window = Window.of(probes, Duration.ofMillis(200));
                double mainThread = cause.mode().equals("pipe") ? 1 : 0; // it stands in a pipe's read itself
                assertThat(cause.blocked().applyAsDouble(window, own))
                        .as(cause.mode())
                        .isCloseTo(2.0 + mainThread, SOME);
                assertThat(window.disk(own)).as(cause.mode()).isZero();
            }
        }
    }

    @Test
    void tellsDirectAndSyncedWritesAsDisk() {
        for (String mode : List.of("direct", "synced")) {
            try (var own = cgroup.child(mode);
                    var writer = Workload.start(own, mode)) {
                Window window = Window.of(probes, WINDOW);
                assertThat(window.disk(own)).as(mode).isGreaterThan(0.02); // little of it, where others fill the CPUs
                assertThat(window.run(own) + window.contention(own) + window.disk(own))
                        .as(mode)
                        .isCloseTo(1.0, offset(0.15));
            }
        }
    }

    @Test
    void countsWhatAWorkingThreadSleepsAsItsCycle() {
        try (var napper = Workload.start(cgroup, "naps")) {
            Window window = Window.of(probes, WINDOW);
            assertThat(window.sleep(cgroup)).isBetween(0.5, 1.0);
            assertThat(window.cycle(cgroup)).isCloseTo(window.sleep(cgroup), SOME);
            assertThat(window.waits(cgroup)).isGreaterThan(100);
        }
    }

    @Test
    void tellsContentionFromQuota() {
        try (var one = Workload.start(cgroup, "spin", 1, 1);
                var neighbour = cgroup.child("neighbour");
                var two = Workload.start(neighbour, "spin", 1, 1)) {
            Window window = Window.of(probes, WINDOW);
            assertThat(window.run(cgroup) + window.contention(cgroup)).isCloseTo(1.0, SOME);
            assertThat(window.contention(cgroup)).isGreaterThan(0.3);
            assertThat(window.quota(cgroup)).isZero();
            assertThat(window.preemptedByOther(cgroup)).isPositive();
            assertThat(window.preemptedBySame(cgroup)).isZero();
        }
    }

    @Test
    void tellsQuotaFromContention() throws Exception {
        try (var quota = Quota.ofPercent(20);
                var hog = Workload.start(cgroup, "spin")) {
            quota.add(cgroup, hog.process());
            Window window = Window.of(probes, Duration.ofMillis(1500));
            assertThat(window.run(cgroup)).isCloseTo(0.2, SOME);
            assertThat(window.quota(cgroup)).isGreaterThan(0.55);
            assertThat(window.run(cgroup) + window.quota(cgroup) + window.contention(cgroup))
                    .isCloseTo(1.0, SOME);
            assertThat(window.quota(cgroup))
                    .isGreaterThan(2 * window.contention(cgroup)); // of a busy machine, which is real
        }
    }

    /**
     * Crowded threads that go to sleep are moved by load balancing at times, and the kernel counts their whole sleep as a
     * wait then: of 120 some do not escape it.
     */
    @Test
    void takesNoSleeperForAWaiter() throws Exception {
        try (var quota = Quota.ofPercent(50);
                var neighbour = cgroup.child("neighbour");
                var crowd = Workload.start(cgroup, "retire", 120, -1);
                var hogs = Workload.start(neighbour, "spin", 2, -1)) {
            quota.add(cgroup, crowd.process());
            awaitSleep();
            Window window = Window.of(probes, WINDOW);
            assertThat(window.sleep(cgroup)).isCloseTo(120, offset(1.0));
            assertThat(window.contention(cgroup) + window.quota(cgroup)).isCloseTo(0, SOME);
            assertThat(window.last(cgroup).runnableThreads()).isZero();
        }
    }

    /** They run for two seconds by the clock, whoever has the CPU. */
    private void awaitSleep() {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Window window = Window.of(probes, Duration.ofMillis(200));
            return window.run(cgroup) == 0 && window.sleep(cgroup) > 60;
        });
    }

    @Test
    void countsTwoContainersOfAMarkedPodAsTheSame() {
        try (var a = cgroup.child("a");
                var b = cgroup.child("b");
                var one = Workload.start(a, "spin", 1, 1);
                var two = Workload.start(b, "spin", 1, 1)) {
            probes.read();
            probes.markPods(Set.of(cgroup.id(), a.id(), b.id()));
            Window window = Window.of(probes, WINDOW);
            assertThat(window.preemptedBySame(a)).isPositive();
            assertThat(window.preemptedByOther(a)).isZero();
        }
    }

    @Test
    void countsUnmarkedCgroupsAsTheSystem() {
        try (var a = cgroup.child("a");
                var b = cgroup.child("b");
                var one = Workload.start(a, "spin", 1, 1);
                var two = Workload.start(b, "spin", 1, 1)) {
            probes.read();
            probes.markPods(Set.of(a.id()));
            Window window = Window.of(probes, WINDOW);
            assertThat(window.preemptedBySystem(a)).isPositive();
            assertThat(window.preemptedByOther(a)).isZero();
        }
    }

    /** CPU bandwidth: on a hybrid host the v1 controller beside the v2 cgroup, else the v2 controller of the cgroup. */
    private record Quota(Path v1) implements AutoCloseable {

        static Quota ofPercent(int percent) throws Exception {
            Path parent = Path.of("/sys/fs/cgroup/cpu");
            if (!Files.isDirectory(parent)) {
                return new Quota(parent);
            }
            Path own = Files.createDirectory(
                    parent.resolve("kernscale-test-" + ProcessHandle.current().pid()));
            TestCgroup.write(own.resolve("cpu.cfs_quota_us"), Integer.toString(percent * 1000));
            return new Quota(own);
        }

        void add(TestCgroup cgroup, Process process) {
            if (Files.exists(v1.resolve("cpu.cfs_quota_us"))) {
                TestCgroup.write(v1.resolve("cgroup.procs"), Long.toString(process.pid()));
            } else {
                TestCgroup.write(TestCgroup.root().orElseThrow().resolve("cgroup.subtree_control"), "+cpu");
                TestCgroup.write(cgroup.path().resolve("cpu.max"), "20000 100000");
            }
        }

        @Override
        public void close() {
            if (Files.exists(v1.resolve("cpu.cfs_quota_us"))) {
                new TestCgroup(v1).close();
            }
        }
    }
}
