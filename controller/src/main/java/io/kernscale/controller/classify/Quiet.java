// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Observation.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the idle from those that serve and are short of nothing. */
final class Quiet {

    /** Once idle, a workload stays so up to this many times the threshold. */
    private static final double IDLE_HYSTERESIS = 1.5;

    /** Without causes of blocking, a pod that uses less than this may as well be blocked. */
    private static final double SERVES_CORES = 0.1;

    private static final double SURE = 0.9;
    private static final double HELD_RATIO = 0.5;

    private Quiet() {}

    static Assessment assess(Observation observation, @Nullable Work work, @Nullable Label previous) {
        if (observation.evidence() != Evidence.KERNEL) {
            boolean served = observation.cpu().runCores() >= SERVES_CORES * observation.observedPods();
            return new Assessment(served ? Rule.NOTHING_SHORT : Rule.NO_CAUSES, 0.5, Waits.seen(observation));
        }
        double slack = previous == Label.IDLE ? IDLE_HYSTERESIS : 1;
        boolean rests = observation.cpu().runCores() < Waits.AT_WORK_CORES * slack * observation.observedPods()
                && observation.cpu().blocked().disk() < DiskPressure.MATERIAL_THREADS;
        if (work == null) {
            double confidence = observation.cpu().blocked().network() >= 1 ? 0.6 : SURE;
            return new Assessment(rests ? Rule.NO_WORK : Rule.NOTHING_SHORT, confidence, Waits.seen(observation));
        }
        return rests && work.none(observation, slack)
                ? new Assessment(Rule.NO_WORK, SURE, idle(observation, work))
                : new Assessment(Rule.NOTHING_SHORT, SURE, served(observation.cpu(), work));
    }

    private static List<String> idle(Observation observation, Work work) {
        List<String> sentences = new ArrayList<>();
        sentences.add("no request in flight, none outstanding, "
                + Compact.number(observation.cpu().runCores()) + " cores used");
        List<String> news = work.dependencies().stream()
                .filter(one -> one.kind() == Kind.SUBSCRIPTION)
                .limit(3)
                .map(one ->
                        one.call().peer().displayName() + " port " + one.call().port())
                .toList();
        if (!news.isEmpty()) {
            sentences.add("it waits for news from " + String.join(", ", news));
        }
        parked(work, sentences);
        return sentences;
    }

    private static List<String> served(CpuRates cpu, Work work) {
        List<String> sentences = new ArrayList<>();
        double held = work.unexplained(cpu) - work.hidden(cpu);
        if (held >= 1 && held >= HELD_RATIO * work.inFlight()) {
            sentences.add(
                    "it holds " + Compact.number(held) + " requests itself, with nothing short that the kernel sees");
        }
        sentences.add(Compact.number(work.inFlight()) + " requests in flight, " + Compact.number(work.outstanding())
                + " calls outstanding, " + Compact.number(cpu.runCores()) + " cores used, "
                + Compact.percent(cpu.saturation()) + " of the runnable time waited");
        parked(work, sentences);
        return sentences;
    }

    private static void parked(Work work, List<String> sentences) {
        if (work.parked() >= 1) {
            sentences.add(Compact.number(work.parked()) + " requests are parked: long polls or streams");
        }
    }
}
