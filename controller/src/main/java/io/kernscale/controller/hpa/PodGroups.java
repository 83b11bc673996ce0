// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.PodFacts;
import io.kernscale.controller.collect.PodFacts.Phase;
import io.kernscale.controller.collect.PodFacts.ReadyCondition;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pods by what their samples are worth.
 *
 * @param ready   how many count as they are
 * @param unready not yet there: pending, or on CPU metrics still starting
 * @param missing running without a sample
 * @param ignored on their way out
 */
record PodGroups(int ready, Set<String> unready, Set<String> missing, Set<String> ignored) {

    static PodGroups of(
            List<PodFacts> pods, Map<String, Sample> samples, boolean cpu, HpaSettings settings, Instant now) {
        int ready = 0;
        Set<String> unready = new HashSet<>();
        Set<String> missing = new HashSet<>();
        Set<String> ignored = new HashSet<>();
        for (PodFacts pod : pods) {
            @Nullable Sample sample = samples.get(pod.name());
            if (pod.leaving() || pod.phase() == Phase.FAILED) {
                ignored.add(pod.name());
            } else if (pod.phase() == Phase.PENDING) {
                unready.add(pod.name());
            } else if (sample == null) {
                missing.add(pod.name());
            } else if (cpu && starts(pod, sample, settings, now)) {
                unready.add(pod.name());
            } else {
                ready++;
            }
        }
        return new PodGroups(ready, unready, missing, ignored);
    }

    /** Whether the sample may hold the pod's start rather than load. */
    private static boolean starts(PodFacts pod, Sample sample, HpaSettings settings, Instant now) {
        ReadyCondition ready = pod.ready();
        Instant startTime = pod.startTime();
        if (ready == null || startTime == null) {
            return true;
        }
        boolean unready = ready.status() == ReadyCondition.Status.FALSE;
        if (startTime.plus(settings.cpuInitializationPeriod()).isAfter(now)) {
            return unready || sample.at().isBefore(ready.since().plus(sample.window()));
        }
        return unready && startTime.plus(settings.initialReadinessDelay()).isAfter(ready.since());
    }
}
