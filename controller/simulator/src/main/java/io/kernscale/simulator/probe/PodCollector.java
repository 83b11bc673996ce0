// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.probe;

import io.kernscale.simulator.physics.DiskUse;
import io.kernscale.simulator.physics.Edge;
import io.kernscale.simulator.physics.Pod;
import io.kernscale.simulator.physics.Pod.CpuTimes;
import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.ServiceSpec.Style;
import io.kernscale.simulator.physics.ThreadTimes;
import io.kernscale.simulator.physics.ThreadTimes.Cause;
import io.kernscale.wire.BlockedNanos;
import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.DiskCounters;
import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.SampleCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collects one pod. Beside the threads that serve a pod has what a language runtime has: four that are parked, one that
 * sleeps, and in a pool's case one that polls.
 */
final class PodCollector {

    private static final int PARKED_THREADS = 4;
    private static final int SLEEPING_THREADS = 1;
    private static final double PREEMPTIONS_PER_CORE_SECOND = 20;
    private static final double OTHERS_RATIO = 0.2;
    private static final int REQUEST_BYTES = 400;
    private static final int ANSWER_BYTES = 3_000;
    private static final int READ_BYTES = 8_192;
    private static final long RTT_MICROS = 250;
    private static final int CONNECTIONS = 4;

    private final Pod pod;
    private final PodSpec spec;
    private final Addresses addresses;
    private final double[] nanosBefore = new double[Cause.values().length];
    private final long[] wakesBefore = new long[Cause.values().length];
    private double cycleNanos;
    private long before;

    PodCollector(Pod pod, Addresses addresses) {
        this.pod = pod;
        this.spec = pod.workload().spec().pod();
        this.addresses = addresses;
        this.before = pod.startedAt();
    }

    PodReport report(long now) {
        pod.count(now);
        cycle(now);
        return new PodReport(
                pod.uid(),
                PodReport.Kind.POD,
                "default",
                pod.name(),
                1,
                cpu(now),
                disks(),
                edges(),
                SampleCounters.NONE,
                null);
    }

    private boolean polls() {
        return spec.style() == Style.POOL;
    }

    /** Of the threads that wait for something, those that have woken since the collection before. */
    private void cycle(long now) {
        double seconds = Math.max(1, now - before);
        for (Cause cause : Cause.values()) {
            int i = cause.ordinal();
            double nanos = pod.times().nanos(cause) - nanosBefore[i];
            long wakes = pod.times().wakes(cause) - wakesBefore[i];
            double threads = nanos / seconds;
            cycleNanos += threads <= 0 ? 0 : nanos * Math.min(1, wakes / threads);
            nanosBefore[i] += nanos;
            wakesBefore[i] += wakes;
        }
        cycleNanos += polls() ? seconds : 0;
        before = now;
    }

    private CpuCounters cpu(long now) {
        CpuTimes cpu = pod.cpu();
        double calm = PREEMPTIONS_PER_CORE_SECOND * cpu.runNanos() / 1e9;
        long others = (long) (cpu.preemptionsByOthers() + OTHERS_RATIO * calm);
        long same = (long) (cpu.preemptions() - cpu.preemptionsByOthers() + (1 - OTHERS_RATIO) * calm);
        int extra = PARKED_THREADS + SLEEPING_THREADS + (polls() ? 1 : 0);
        return new CpuCounters(
                (long) cpu.runNanos(),
                (long) cpu.contentionNanos(),
                (long) cpu.quotaWaitNanos(),
                List.of(),
                blocked(now),
                (long) cycleNanos,
                cpu.bursts(),
                same + others,
                same,
                others,
                0,
                pod.threads() + extra,
                pod.runnable(),
                spec.limitCores() == 0 ? null : (Double) spec.limitCores(),
                cpu.periods(),
                cpu.throttledPeriods());
    }

    private BlockedNanos blocked(long now) {
        ThreadTimes times = pod.times();
        double age = now - pod.startedAt();
        double idle = times.nanos(Cause.IDLE);
        return new BlockedNanos(
                (long) times.nanos(Cause.DISK),
                (long) (times.nanos(Cause.LOCK) + (polls() ? idle : 0) + PARKED_THREADS * age),
                (long) (times.nanos(Cause.ANSWER) + (polls() ? 0 : idle)),
                (long) (polls() ? age : 0),
                (long) (times.nanos(Cause.SLEEP) + SLEEPING_THREADS * age),
                0);
    }

    private List<DiskCounters> disks() {
        DiskUse disk = pod.disk();
        return disk.completed() == 0 && disk.queuedNanos() == 0
                ? List.of()
                : List.of(new DiskCounters(
                        "vda",
                        disk.completed(),
                        0,
                        disk.completed() * READ_BYTES,
                        0,
                        (long) disk.queuedNanos(),
                        (long) disk.deviceNanos(),
                        List.of(),
                        List.of(),
                        disk.inDevice()));
    }

    private List<EdgeCounters> edges() {
        List<EdgeCounters> rows = new ArrayList<>();
        pod.asks().forEach((name, edge) -> rows.add(row(Role.CLIENT, addresses.of(name), addresses.port(name), edge)));
        pod.serves().forEach((client, edge) -> rows.add(row(Role.SERVER, client, Addresses.POD_PORT, edge)));
        return rows;
    }

    private static EdgeCounters row(Role role, String peer, int port, Edge edge) {
        boolean asks = role == Role.CLIENT;
        return new EdgeCounters(
                role,
                peer,
                port,
                CONNECTIONS,
                0,
                0,
                0,
                0,
                Math.max(CONNECTIONS, edge.outstanding()),
                edge.requests() * (asks ? REQUEST_BYTES : ANSWER_BYTES),
                edge.answers() * (asks ? ANSWER_BYTES : REQUEST_BYTES),
                RTT_MICROS,
                0,
                edge.requests(),
                edge.answers(),
                (long) edge.outstandingNanos(),
                trimmed(edge.histogram()),
                edge.outstanding(),
                0,
                0,
                List.of());
    }

    private static List<Long> trimmed(long[] histogram) {
        int last = IntStream.range(0, histogram.length)
                .filter(slot -> histogram[slot] > 0)
                .max()
                .orElse(-1);
        return Arrays.stream(histogram, 0, last + 1).boxed().toList();
    }
}
