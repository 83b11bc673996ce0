// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import io.kernscale.simulator.evidence.Comparison.Kind;
import io.kernscale.simulator.evidence.Comparison.Line;
import io.kernscale.simulator.trial.Application;
import io.kernscale.simulator.trial.Applications;
import io.kernscale.simulator.trial.Run;
import io.kernscale.simulator.trial.ScalerKind;
import io.kernscale.simulator.trial.Scenario;
import io.kernscale.simulator.trial.Scenarios;
import io.kernscale.simulator.trial.Trace;
import io.kernscale.simulator.trial.Trial;
import io.kernscale.simulator.trial.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** All comparisons, or a few that are soon done. */
final class Suite {

    private static final int SETTLE_SECONDS = 120;
    private static final int HOUR = 3_600;
    private static final int QUICK_SECONDS = 600;

    private final long seed;
    private final BiConsumer<Comparison, List<Run>> listener;

    /** @param listener hears of each comparison when it is done, from several threads */
    Suite(long seed, BiConsumer<Comparison, List<Run>> listener) {
        this.seed = seed;
        this.listener = listener;
    }

    /** How much to compare. */
    enum Extent {
        /** Four traces of an hour on three applications, and all faults. */
        ALL,
        /** Ten minutes of one trace on the smallest application, and the faults on which targets are set. */
        QUICK
    }

    List<Comparison> run(Extent extent) {
        Stream<Scenario> traces = switch (extent) {
            case ALL -> Applications.all().stream().flatMap(Suite::ofAllTraces);
            case QUICK -> Stream.of(Scenario.ofTrace(Applications.three(), Trace.NOISY, QUICK_SECONDS, SETTLE_SECONDS));
        };
        List<Scenario> faults = Scenarios.all().stream()
                .filter(one ->
                        extent == Extent.ALL || one.name().equals("step-5x") || Scenarios.NO_CURE.contains(one.name()))
                .toList();
        return Stream.concat(
                        traces.map(one -> new Task(one, Kind.TRACE)),
                        faults.stream().map(one -> new Task(one, Kind.FAULT)))
                .toList()
                .parallelStream()
                .map(this::compare)
                .toList();
    }

    private record Task(Scenario scenario, Kind kind) {}

    private static Stream<Scenario> ofAllTraces(Application application) {
        return Stream.of(Trace.values()).map(trace -> Scenario.ofTrace(application, trace, HOUR, SETTLE_SECONDS));
    }

    private Comparison compare(Task task) {
        List<Run> runs = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (ScalerKind kind : List.of(
                ScalerKind.KERNSCALE_WITH_OBJECTIVE, ScalerKind.KERNSCALE, ScalerKind.HPA, ScalerKind.CONCURRENCY)) {
            Run run = Trial.run(task.scenario, kind, seed);
            runs.add(run);
            lines.add(Line.of(run, false));
        }
        if (task.kind == Kind.TRACE) {
            for (Run run : List.of(
                    Tuning.tune(task.scenario, ScalerKind::k8sCpu, seed).run(),
                    Tuning.tune(task.scenario, ScalerKind::k8sCpuFast, seed).run())) {
                runs.add(run);
                lines.add(Line.of(run, true));
            }
        }
        Comparison comparison = new Comparison(task.scenario, task.kind, lines);
        listener.accept(comparison, runs);
        return comparison;
    }
}
