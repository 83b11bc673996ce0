// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import static io.kernscale.simulator.evidence.Table.format;

import io.kernscale.simulator.evidence.Comparison.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was found, as Markdown: what was aimed at and what was reached, then each number. */
final class Summary {

    private static final String INTRODUCTION = """
            # Decisions, side by side

            Written by `./kernscale bench decisions --seed %d`; the same command writes the same numbers. The control loop, \
            its classifier and its decisions are the ones of the controller, at their defaults, in simulated time; the \
            cluster, its load and its agents' reports are simulated. The two K8s-CPU baselines have their target tuned \
            for each application and trace (the number behind the name, in per cent of the request), Kernscale and the \
            HPA have the same settings everywhere. Kernscale+SLO is told the application's objective, as whoever tunes \
            the baselines is, in the object of the service that is asked from outside; Kernscale is not.

            """;

    private static final String LEGEND = """

            P99 is of all answers after the first two minutes (one minute where a fault comes), MET whether it is within \
            the objective (0.1, 0.2 and 1 s for the applications of three, eight and twenty services, 0.3 s for the \
            faults), OVER the seconds around which (10 s) the 99th percentile was above it. CPU-H are allocated: requests \
            of the pods that existed. RECOVERY is the time from the fault or step until the objective holds for 30 s. \
            TURNS are scales of a workload the other way than its last. WRONG are scale-outs of a workload that the \
            fault does not make short of CPU, and whose use of its limit had not reached 60 %% for 5 s within the minute \
            before.

            The application of three services gets 2.5 times the trace's requests, that of eight the trace's and that of \
            twenty 0.75 times as many (in the paper 10, 1.5 and 1 times). The traces are Microsoft's, published \
            with Autothrottle under the MIT licence.
            """;

    private Summary() {}

    static String of(List<Comparison> all, Findings findings, Findings withoutObjective, long seed) {
        StringBuilder text = new StringBuilder(String.format(INTRODUCTION, seed));
        text.append("| What | Aim | With objective | Without |\n| --- | --- | --- | --- |\n");
        aims(findings, withoutObjective).forEach(row -> text.append(row).append('\n'));
        text.append("\n## Traces\n\n").append(Table.markdown(of(all, Kind.TRACE)));
        text.append("\nCPU hours saved against the better tuned baseline that meets the objective: ")
                .append(String.join(", ", saved(all)))
                .append(".\n");
        text.append("\n## Sudden loads and faults\n\n").append(Table.markdown(of(all, Kind.FAULT)));
        return text.append(String.format(LEGEND)).toString();
    }

    private static List<Comparison> of(List<Comparison> all, Kind kind) {
        return all.stream().filter(one -> one.kind() == kind).toList();
    }

    private static List<String> saved(List<Comparison> all) {
        return of(all, Kind.TRACE).stream()
                .map(one -> one.scenario().name() + " "
                        + one.saved()
                                .map(saved -> format("%.1f %%", 100 * saved))
                                .orElse("(none meets it)"))
                .toList();
    }

    private static List<String> aims(Findings with, Findings without) {
        record Aim(String what, String aim, Function<Findings, String> found) {}
        return Stream.of(
                        new Aim(
                                "CPU hours saved against the better tuned baseline",
                                "26 %",
                                found -> format("%.1f %%", 100 * found.cpuHoursSavedRatio())),
                        new Aim(
                                "objective met where a tuned baseline meets it",
                                "100 %",
                                found -> format("%.0f %%", 100 * found.objectiveMetRatio())),
                        new Aim(
                                "decisions to the right size after a 5x step",
                                "at most 2",
                                found -> number(found.stepDecisions()) + " (HPA " + number(found.hpaStepDecisions())
                                        + ")"),
                        new Aim(
                                "recovery after the step, times sooner than the HPA",
                                "2.6",
                                found -> format("%.1f", found.surgeRecoverySpeedup())),
                        new Aim(
                                "replica seconds of the HPA's, from the step to the recovery of each",
                                "at most 64 %",
                                found -> format("%.0f %%", 100 * found.recoveryReplicaRatio())),
                        new Aim(
                                "the same over the whole step scenario, with the load still there when the HPA recovers",
                                "none",
                                found -> format("%.0f %%", 100 * found.surgeReplicaRatio())),
                        new Aim(
                                "wrong scales where nothing cures",
                                "0",
                                found -> found.wrongScales() + " (baselines " + found.baselineWrongScales() + ")"),
                        new Aim(
                                "scenarios with more turns than the HPA",
                                "none",
                                found -> found.moreFlapping().isEmpty()
                                        ? "none"
                                        : String.join(", ", found.moreFlapping())))
                .map(one -> "| "
                        + String.join(" | ", one.what, one.aim, one.found.apply(with), one.found.apply(without)) + " |")
                .toList();
    }

    private static String number(int decisions) {
        return decisions == 0 ? "never" : String.valueOf(decisions);
    }
}
