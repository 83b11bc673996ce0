// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.WorkloadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recognizes a shortage of CPU: a wait that is long beside the run, by threads that want a material amount. */
final class CpuPressure {

    /** A workload already labelled keeps its label down to this part of the target. */
    static final double HYSTERESIS = 0.8;

    /** A pod that wants less than this many cores is not short of CPU, unless its limit or request is smaller still. */
    static final double MATERIAL_CORES = 0.25;

    private CpuPressure() {}

    static Optional<Assessment> find(
            Observation observation, WorkloadState state, double targetSaturation, boolean before) {
        CpuRates cpu = observation.cpu();
        double target = before ? targetSaturation * HYSTERESIS : targetSaturation;
        boolean atLimit = atLimit(observation, state);
        if (!atLimit && !(cpu.saturation() > target && material(observation, state))) {
            return Optional.empty();
        }
        Rule rule = rule(cpu, cpu.saturation() > target);
        double confidence = cpu.saturation() > 2 * targetSaturation || atLimit ? 1 : 0.7;
        return Optional.of(new Assessment(rule, confidence, evidence(rule, observation, state)));
    }

    private static boolean atLimit(Observation observation, WorkloadState state) {
        CpuRates cpu = observation.cpu();
        Double limit = state.limitCores();
        double limitCores = limit == null ? Double.MAX_VALUE : limit * observation.observedPods();
        double nodeCores = cpu.nodeCores() > 0 ? cpu.nodeCores() : Double.MAX_VALUE;
        return cpu.runCores() >= Capacity.FULL_RATIO * Math.min(limitCores, nodeCores);
    }

    /** Half of what a pod is entitled to is material, and so is a quarter of a core. */
    private static boolean material(Observation observation, WorkloadState state) {
        Double request = state.requestCores();
        Double limit = state.limitCores();
        double entitledCores = request != null ? request : limit != null ? limit : 1;
        double leastCores = Math.min(MATERIAL_CORES, entitledCores / 2);
        return observation.cpu().demandCores() >= leastCores * observation.observedPods();
    }

    private static Rule rule(CpuRates cpu, boolean waits) {
        if (!waits) {
            return Rule.AT_LIMIT;
        }
        if (Neighbours.isLimited(cpu)) {
            return Rule.QUOTA_WAIT;
        }
        return Neighbours.takeCpu(cpu) ? Rule.NEIGHBOUR_WAIT : Rule.CONTENTION_WAIT;
    }

    private static List<String> evidence(Rule rule, Observation observation, WorkloadState state) {
        CpuRates cpu = observation.cpu();
        List<String> sentences = new ArrayList<>();
        sentences.add(shortage(cpu) + ": " + cause(rule, cpu, state));
        if (rule == Rule.NEIGHBOUR_WAIT && !observation.neighbours().isEmpty()) {
            sentences.add("most CPU on its nodes goes to " + String.join(", ", observation.neighbours()));
        }
        if (!observation.hot().isEmpty()) {
            sentences.add("hottest code: "
                    + String.join(
                            ", ",
                            observation
                                    .hot()
                                    .subList(0, Math.min(2, observation.hot().size()))));
        }
        return sentences;
    }

    private static String shortage(CpuRates cpu) {
        return Compact.number(cpu.demandCores()) + " threads want to run, " + Compact.number(cpu.runCores())
                + " cores are given";
    }

    private static String cause(Rule rule, CpuRates cpu, WorkloadState state) {
        Double limit = state.limitCores();
        String perReplica = limit == null ? "" : " (" + Compact.number(limit) + " per replica)";
        return switch (rule) {
            case QUOTA_WAIT ->
                cpu.waitQuotaCores() >= cpu.waitContentionCores()
                        ? Compact.percent(cpu.waitQuotaCores() / cpu.waitCores()) + " of the wait is its CPU limit"
                                + perReplica
                        : "in " + Compact.percent(cpu.throttledRatio())
                                + " of the bandwidth periods it is stopped at its CPU limit" + perReplica;
            case NEIGHBOUR_WAIT ->
                "in " + Compact.percent(cpu.preemptedByOtherRatio())
                        + " of the switches a thread lost its CPU to another pod or the system";
            case CONTENTION_WAIT ->
                "its own threads fill the CPUs"
                        + (cpu.nodeCores() > 0 ? " (" + Compact.number(cpu.nodeCores()) + " on its nodes)" : "");
            default -> "that is all that its " + (limit == null ? "nodes have" : "CPU limit allows" + perReplica);
        };
    }
}
