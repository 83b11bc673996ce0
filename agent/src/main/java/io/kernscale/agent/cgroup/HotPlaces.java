// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import io.kernscale.agent.bpf.HotAddress;
import io.kernscale.agent.bpf.KernelProbes;
import io.kernscale.wire.HotSpot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks where saturated pods burn CPU: at most every 4 s, and only for pods that are short of CPU, because each answer
 * reads the maps of living processes.
 */
final class HotPlaces {
    private static final long INTERVAL_NANOS = 4_000_000_000L;
    private static final int MOST = 10;

    private record Use(long runNanos, long waitNanos) {}

    private final KernelProbes probes;
    private Map<String, Use> before = Map.of();
    private long askedAtNanos;

    HotPlaces(KernelProbes probes) {
        this.probes = probes;
    }

    /** Gives each pod its hottest places, none to those that are not saturated; keeps the answer between two askings. */
    void refresh(Collection<Pod> pods, long nowNanos) {
        long elapsed = nowNanos - askedAtNanos;
        if (!before.isEmpty() && elapsed < INTERVAL_NANOS) {
            return;
        }
        Map<String, Use> now = new HashMap<>();
        Map<Pod, List<Long>> saturated = new HashMap<>();
        for (Pod pod : pods) {
            Use use = new Use(pod.tally().runNanos(), pod.tally().waitNanos());
            now.put(pod.uid(), use);
            pod.hot(List.of());
            if (saturated(before.getOrDefault(pod.uid(), use), use, elapsed, pod.bandwidth())) {
                saturated.put(pod, pod.cgroups().stream().map(Cgroup::id).toList());
            }
        }
        before = now;
        askedAtNanos = nowNanos;
        ask(saturated);
    }

    /**
     * True when the pod waited for a CPU more than a fifth of the time it wanted one, at a demand of 0.05 cores or more,
     * or ran at 0.9 or more of its quota (without quota: of one core, what a single thread can use). Example: 0.6 s run
     * and 0.2 s waited in 2 s is a share of 0.25 at 0.4 cores, hence saturated.
     */
    static boolean saturated(long runNanos, long waitNanos, long elapsedNanos, Bandwidth bandwidth) {
        double run = (double) runNanos / elapsedNanos;
        double demand = (double) (runNanos + waitNanos) / elapsedNanos;
        Double quota = bandwidth.quotaCores();
        return demand >= 0.05 && waitNanos > 0.2 * (runNanos + waitNanos) || run >= 0.9 * (quota == null ? 1 : quota);
    }

    private static boolean saturated(Use before, Use now, long elapsedNanos, Bandwidth bandwidth) {
        return elapsedNanos > 0
                && saturated(now.runNanos - before.runNanos, now.waitNanos - before.waitNanos, elapsedNanos, bandwidth);
    }

    private void ask(Map<Pod, List<Long>> saturated) {
        if (saturated.isEmpty()) {
            return;
        }
        Map<Long, List<HotAddress>> hottest =
                probes.hottest(saturated.values().stream().flatMap(List::stream).toList());
        saturated.forEach((pod, ids) -> pod.hot(merge(ids, hottest)));
    }

    private static List<HotSpot> merge(List<Long> ids, Map<Long, List<HotAddress>> hottest) {
        List<HotSpot> places = new ArrayList<>();
        for (Long id : ids) {
            hottest.getOrDefault(id, List.of())
                    .forEach(hot -> places.add(new HotSpot(hot.mapping(), hot.offset(), hot.symbol(), hot.samples())));
        }
        return places.stream()
                .sorted(Comparator.comparingLong(HotSpot::samples).reversed())
                .limit(MOST)
                .toList();
    }
}
