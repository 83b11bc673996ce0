// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

import io.kernscale.simulator.physics.Pod;
import io.kernscale.simulator.physics.Workload;
import io.kernscale.simulator.scaler.ConcurrencyRule.State;
import io.kernscale.simulator.scaler.ConcurrencyRule.Wish;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link ConcurrencyRule} every two seconds, by the requests in progress of each second. A pod is to have 70 % of the
 * requests that it can serve at once.
 */
public final class ConcurrencyScaler implements Scaler {

    private static final long SECOND = 1_000_000_000;
    private static final double UTILIZATION = 0.7;
    private static final double MOST_UP = 1_000;
    private static final double MOST_DOWN = 2;
    private static final int MAX_REPLICAS = 100;

    private final ApiServer api;
    private final List<String> scaled;
    private final Map<String, Deque<Double>> seconds = new HashMap<>();
    private final Map<String, State> states = new HashMap<>();
    private final Map<Pod, Double> before = new HashMap<>();

    public ConcurrencyScaler(ApiServer api, List<String> scaled) {
        this.api = api;
        this.scaled = List.copyOf(scaled);
    }

    @Override
    public long everyNanos() {
        return SECOND;
    }

    @Override
    public void look() {
        before.keySet().removeIf(pod -> pod.phase() == Pod.Phase.GONE);
        boolean tick = api.world().now() / SECOND % 2 == 0;
        for (String name : scaled) {
            Workload workload = api.world().workload(name);
            Deque<Double> log = seconds.computeIfAbsent(name, key -> new ArrayDeque<>());
            log.addLast(concurrency(workload));
            if (log.size() > ConcurrencyRule.STABLE_SECONDS) {
                log.removeFirst();
            }
            if (tick) {
                decide(workload, log);
            }
        }
    }

    private double concurrency(Workload workload) {
        double sum = 0;
        for (Pod pod : workload.pods()) {
            pod.count(api.world().now());
            sum += pod.presentNanos() - before.getOrDefault(pod, 0.0);
            before.put(pod, pod.presentNanos());
        }
        return sum / SECOND;
    }

    private void decide(Workload workload, Deque<Double> log) {
        double stable = log.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double panic = log.stream()
                .skip(Math.max(0, log.size() - ConcurrencyRule.PANIC_SECONDS))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        double target = UTILIZATION * workload.spec().pod().threads();
        Wish wish = new ConcurrencyRule(target, MOST_UP, MOST_DOWN)
                .wish(
                        stable,
                        panic,
                        workload.readyReplicas(),
                        states.getOrDefault(workload.name(), State.CALM),
                        (double) api.world().now() / SECOND);
        states.put(workload.name(), wish.state());
        api.scale(workload.name(), Math.clamp(wish.replicas(), 1, MAX_REPLICAS));
    }
}
