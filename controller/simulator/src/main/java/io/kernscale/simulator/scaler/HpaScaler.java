// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.hpa.HpaResult;
import io.kernscale.controller.hpa.HpaSettings;
import io.kernscale.controller.spec.AutoscalingSpec;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.MetricSpec;
import io.kernscale.controller.spec.MetricTarget;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.PolicyType;
import io.kernscale.controller.spec.ScalingRules.RatePolicy;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import io.kernscale.simulator.hpa.Hpa;
import io.kernscale.simulator.physics.Pod;
import io.kernscale.simulator.physics.Workload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Horizontal Pod Autoscaler's rule on CPU utilization. Every period each workload is decided once, at a moment of its
 * own within the period, by the newest sample that has arrived by then.
 */
public final class HpaScaler implements Scaler {

    private static final long SECOND = 1_000_000_000;
    private static final int MAX_REPLICAS = 100;
    private static final double MILLI_NANOS = 1e6;

    private final ApiServer api;
    private final List<String> scaled;
    private final Rules rules;
    private final AutoscalingSpec spec;
    private final Map<String, Hpa> hpas = new HashMap<>();
    private final Map<Pod, Deque<Usage>> usages = new HashMap<>();

    /**
     * How it looks and decides.
     *
     * @param periodSeconds from decision to decision
     * @param windowSeconds that a sample covers; samples are taken that often
     * @param delaySeconds  from a sample's end until it can be read
     * @param targetPercent of the request
     * @param stabilization of scale-in
     * @param behavior      null for what an autoscaler has that gives none
     */
    public record Rules(
            int periodSeconds,
            int windowSeconds,
            int delaySeconds,
            int targetPercent,
            Duration stabilization,
            @Nullable Behavior behavior) {

        /** Steps out are as large as the rule wants them. */
        private static final Behavior UNPACED = new Behavior(
                new ScalingRules(0, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PODS, 1_000, 1)), null, true),
                new ScalingRules(
                        null, SelectPolicy.MAX, List.of(new RatePolicy(PolicyType.PERCENT, 100, 1)), null, true));

        public Rules {
            requireNonNull(stabilization, "stabilization");
        }

        /**
         * All defaults. A sample covers 15 s and arrives 15 s after its end, so that at a decision its middle is 22.5 to
         * 37.5 s ago, 30 s on average.
         */
        public static Rules defaults() {
            return new Rules(15, 15, 15, 80, Duration.ofMinutes(5), null);
        }

        /** Every 15 s by what was used since, stabilized for 300 s. */
        public static Rules tuned(int targetPercent) {
            return new Rules(15, 15, 0, targetPercent, Duration.ofSeconds(300), UNPACED);
        }

        /** Every second by what was used since, stabilized for 20 s. */
        public static Rules tunedFast(int targetPercent) {
            return new Rules(1, 1, 0, targetPercent, Duration.ofSeconds(20), UNPACED);
        }

        HpaSettings settings() {
            HpaSettings usual = HpaSettings.DEFAULT;
            return new HpaSettings(
                    usual.tolerance(),
                    usual.cpuInitializationPeriod(),
                    usual.initialReadinessDelay(),
                    stabilization,
                    Duration.ofSeconds(periodSeconds));
        }
    }

    /** CPU time of a pod up to a moment. */
    private record Usage(long at, double runNanos) {}

    public HpaScaler(ApiServer api, List<String> scaled, Rules rules) {
        this.api = api;
        this.scaled = List.copyOf(scaled);
        this.rules = rules;
        this.spec = new AutoscalingSpec(
                1,
                MAX_REPLICAS,
                List.of(new MetricSpec.Resource("cpu", new MetricTarget.Utilization(rules.targetPercent()))),
                rules.behavior());
    }

    @Override
    public long everyNanos() {
        return SECOND;
    }

    @Override
    public void look() {
        long second = api.world().now() / SECOND;
        if (second % rules.windowSeconds() == 0) {
            sample();
        }
        for (int i = 0; i < scaled.size(); i++) {
            int moment = rules.delaySeconds() == 0 ? 0 : i * rules.periodSeconds() / scaled.size();
            if (second % rules.periodSeconds() == moment) {
                decide(api.world().workload(scaled.get(i)));
            }
        }
    }

    private void sample() {
        long now = api.world().now();
        usages.keySet().removeIf(pod -> pod.phase() == Pod.Phase.GONE);
        for (String name : scaled) {
            for (Pod pod : ApiServer.pods(api.world().workload(name))) {
                if (pod.phase() != Pod.Phase.PENDING) {
                    pod.count(now);
                    Deque<Usage> log = usages.computeIfAbsent(pod, key -> new ArrayDeque<>());
                    log.addLast(new Usage(now, pod.cpu().runNanos()));
                    if (log.size() > 2 + rules.delaySeconds() / rules.windowSeconds() + 1) {
                        log.removeFirst();
                    }
                }
            }
        }
    }

    private void decide(Workload workload) {
        List<Pod> pods = ApiServer.pods(workload);
        int replicas = api.replicas(workload);
        List<PodFacts> facts = pods.stream().map(ApiServer::facts).toList();
        HpaResult result = hpas.computeIfAbsent(workload.name(), name -> new Hpa(spec, rules.settings()))
                .decide(replicas, facts, reading(pods), api.now());
        api.scale(workload.name(), result.desiredReplicas());
    }

    private MetricReading reading(List<Pod> pods) {
        Map<String, Sample> samples = new HashMap<>();
        for (Pod pod : pods) {
            Sample sample = newest(usages.getOrDefault(pod, new ArrayDeque<>()));
            if (sample != null) {
                samples.put(pod.name(), sample);
            }
        }
        return new MetricReading.PodSamples(samples);
    }

    /** The newest difference that has arrived; null where there is none yet. */
    private @Nullable Sample newest(Deque<Usage> log) {
        long latest = api.world().now() - rules.delaySeconds() * SECOND;
        Sample found = null;
        Usage before = null;
        for (Usage usage : log) {
            if (before != null && usage.at() <= latest) {
                double nanos = (double) usage.at() - before.at();
                long milli = (long) Math.ceil((usage.runNanos() - before.runNanos()) / nanos * SECOND / MILLI_NANOS);
                found = new Sample(milli, ApiServer.instant(usage.at()), Duration.ofNanos(usage.at() - before.at()));
            }
            before = usage;
        }
        return found;
    }
}
