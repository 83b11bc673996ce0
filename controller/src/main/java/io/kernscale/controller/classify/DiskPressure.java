// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.DiskRates;
import io.kernscale.controller.collect.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes a shortage of disk: of the time in which a thread is at work (running, waiting for a CPU, blocked on the
 * disk), the disk has the larger part. Where requests are asynchronous no thread is blocked, so requests that stand at
 * the device many at a time count as well, with less confidence: written-back pages look the same.
 */
final class DiskPressure {

    /** Less than this many threads (or requests) at the disk on average is nothing to hold a workload for. */
    static final double MATERIAL_THREADS = 0.25;

    private static final double DOMINANT_RATIO = 0.5;
    private static final double STILL_DOMINANT_RATIO = 0.4;
    private static final double DOMINANT_REQUESTS_PER_CORE = 3;

    private DiskPressure() {}

    static Optional<Assessment> find(Observation observation, boolean before) {
        CpuRates cpu = observation.cpu();
        double blocked = cpu.blocked().disk();
        double ratio = blocked / Math.max(blocked + cpu.demandCores(), Double.MIN_NORMAL);
        if (blocked >= MATERIAL_THREADS && ratio > (before ? STILL_DOMINANT_RATIO : DOMINANT_RATIO)) {
            return Optional.of(new Assessment(Rule.DISK_DOMINATES, ratio > 0.7 ? 1 : 0.7, evidence(observation)));
        }
        double requests = observation.disks().stream()
                .mapToDouble(disk -> disk.queuedRequests() + disk.deviceRequests())
                .sum();
        boolean waitsElsewhere =
                cpu.blocked().disk() + cpu.blocked().other() + cpu.blocked().poll() > 0;
        if (waitsElsewhere && requests >= 1 && requests > DOMINANT_REQUESTS_PER_CORE * cpu.demandCores()) {
            return Optional.of(new Assessment(Rule.REQUESTS_QUEUE, 0.5, evidence(observation)));
        }
        return Optional.empty();
    }

    private static List<String> evidence(Observation observation) {
        CpuRates cpu = observation.cpu();
        double blocked = cpu.blocked().disk();
        List<String> sentences = new ArrayList<>();
        String threads = Compact.number(blocked) + " of " + Compact.number(blocked + cpu.demandCores())
                + " working threads blocked on disk";
        if (observation.disks().isEmpty()) {
            return List.of(threads);
        }
        sentences.add(threads + " " + text(observation.disks().getFirst()));
        observation.disks().stream().skip(1).limit(2).forEach(disk -> sentences.add("also disk " + text(disk)));
        return sentences;
    }

    private static String text(DiskRates disk) {
        String sharers = disk.sharers().isEmpty() ? "" : "; also used by " + String.join(", ", disk.sharers());
        return disk.device() + " (" + Compact.number(disk.requestsPerSecond()) + " req/s, "
                + Compact.number(disk.queuedRequests()) + " queued, "
                + Compact.number(disk.deviceRequests()) + " in the device" + sharers + ")";
    }
}
