// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import io.kernscale.agent.bpf.BpfOptions;
import io.kernscale.agent.bpf.MeasuredProbe;
import io.kernscale.agent.bpf.MeasuredProbe.Cost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the probes cost: {@code KernelBench [--json FILE]}, as root. Two processes on one CPU switch as fast as they can,
 * under an empty program and under the scheduler's in turns. The slowdown is taken with the kernel's run-time statistics
 * off, because they cost more than some programs; what a run of a program takes is measured apart, with them on.
 */
public final class KernelBench {
    private static final int TURNS = 15;
    private static final int STATS_TURNS = 5;
    private static final int ROUNDS = 100_000;
    private static final int DIRECT_WRITES = 10_000;

    private static final BpfOptions OPTIONS = BpfOptions.defaults();

    private final KernelLoad load;
    private final int cpu;

    private KernelBench(KernelLoad load, int cpu) {
        this.load = load;
        this.cpu = cpu;
    }

    public static void main(String[] arguments) throws Exception {
        Words words = Words.parseOrExit(List.of("--json"), arguments);
        List<Figure> figures;
        try (KernelLoad load = KernelLoad.prepare()) {
            int lastCpu = Runtime.getRuntime().availableProcessors() - 1; // the first one takes the interrupts
            figures = new KernelBench(load, lastCpu).measure();
        }
        String title = "Programs on the kernel's hooks, %d turns of %d switches:".formatted(TURNS, 2 * ROUNDS);
        new Figures(title, figures).tell(words.path("--json"));
    }

    private List<Figure> measure() throws Exception {
        double slowdown = slowdown();
        var tcp = new TcpBench(load, OPTIONS);
        Figure loss = tcp.throughputLoss();
        try (var statistics = MeasuredProbe.enableRunTimeStats(OPTIONS)) {
            double empty = switchNanos(MeasuredProbe::empty);
            double scheduler = switchNanos(MeasuredProbe::scheduler);
            double block = blockIssueNanos();
            List<Figure> figures = new ArrayList<>(List.of(
                    new Figure("schedSwitchNanos", scheduler, "sched_switch program, ns a run", 200),
                    new Figure("emptyProgramNanos", empty, "empty program there, ns a run", Double.POSITIVE_INFINITY),
                    new Figure("pingPongSlowdownRatio", slowdown, "ping-pong slower than with the empty one", 0.05),
                    new Figure(
                            "blockIssueNanos", block, "block_rq_issue program, ns a run", Double.POSITIVE_INFINITY)));
            figures.addAll(tcp.hookCosts());
            figures.add(loss);
            return figures;
        }
    }

    @FunctionalInterface
    private interface Attach {
        MeasuredProbe open(BpfOptions options) throws IOException;
    }

    /** Median over turns of (real / empty - 1): both of a pair run within a second, so that drift hits both. */
    private double slowdown() throws IOException, InterruptedException {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            boolean emptyFirst = turn % 2 == 0;
            double first = pingPong(emptyFirst ? MeasuredProbe::empty : MeasuredProbe::scheduler);
            double second = pingPong(emptyFirst ? MeasuredProbe::scheduler : MeasuredProbe::empty);
            ratios.add(emptyFirst ? second / first - 1 : first / second - 1);
        }
        return median(ratios);
    }

    private double pingPong(Attach attach) throws IOException, InterruptedException {
        try (MeasuredProbe probe = attach.open(OPTIONS)) {
            return load.pingPong(cpu, ROUNDS);
        }
    }

    private double switchNanos(Attach attach) throws IOException, InterruptedException {
        List<Double> nanos = new ArrayList<>();
        for (int turn = 0; turn < STATS_TURNS; turn++) {
            try (MeasuredProbe probe = attach.open(OPTIONS)) {
                Cost before = probe.cost("on_switch");
                load.pingPong(cpu, ROUNDS);
                nanos.add(probe.cost("on_switch").minus(before).nanosPerRun());
            }
        }
        return median(nanos);
    }

    private double blockIssueNanos() throws IOException, InterruptedException {
        try (MeasuredProbe probe = MeasuredProbe.block(OPTIONS)) {
            Cost before = probe.cost("on_issue");
            load.directWrites(DIRECT_WRITES);
            return probe.cost("on_issue").minus(before).nanosPerRun();
        }
    }

    private static double median(List<Double> values) {
        values.sort(null);
        return values.get(values.size() / 2);
    }
}
