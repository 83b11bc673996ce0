// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bench;

import io.kernscale.agent.bpf.BpfOptions;
import io.kernscale.agent.bpf.MeasuredProbe;
import io.kernscale.agent.bpf.MeasuredProbe.Cost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the TCP probe costs an event, and a server that answers over loopback as fast as it can. */
final class TcpBench {
    private static final int TURNS = 5;
    private static final int ROUNDS = 50_000;
    private static final int SHORT_CONNECTIONS = 2_000;
    private static final int KNOCKS = 50;
    private static final int KNOCK_MILLIS = 1_300; // the first retransmission comes after a second
    private static final int PAIRS = 15;
    private static final double HOOK_NANOS = 300;
    private static final double THROUGHPUT_LOSS = 0.02;

    private record Hook(String key, String program, String meaning) {}

    private static final List<Hook> HOOKS = List.of(
            new Hook("tcpSendNanos", "on_send", "sock_send_length program, ns a run"),
            new Hook("tcpRecvNanos", "on_take", "tcp_rcv_space_adjust program, ns a run"),
            new Hook("tcpStateNanos", "on_state", "inet_sock_set_state program, ns a run"),
            new Hook("tcpRetransmitNanos", "on_retransmit", "tcp_retransmit_skb program, ns a run"),
            new Hook("tcpDestroyNanos", "on_destroy", "tcp_destroy_sock program, ns a run"));

    private final KernelLoad load;
    private final BpfOptions options;

    TcpBench(KernelLoad load, BpfOptions options) {
        this.load = load;
        this.options = options;
    }

    /** By hook; median over turns. The kernel's run-time statistics must be on. */
    List<Figure> hookCosts() throws IOException, InterruptedException {
        Map<Hook, List<Double>> nanos = new HashMap<>();
        for (int turn = 0; turn < TURNS; turn++) {
            try (MeasuredProbe probe = MeasuredProbe.tcp(options)) {
                load.ask(1, ROUNDS);
                for (Hook hook : HOOKS.subList(0, 2)) {
                    note(nanos, hook, probe);
                }
                load.ask(SHORT_CONNECTIONS, 1);
                load.knock(KNOCKS, KNOCK_MILLIS);
                for (Hook hook : HOOKS.subList(2, HOOKS.size())) {
                    note(nanos, hook, probe);
                }
            }
        }
        return HOOKS.stream()
                .map(hook -> new Figure(
                        hook.key(),
                        nanos.containsKey(hook) ? median(nanos.get(hook)) : Double.NaN,
                        hook.meaning(),
                        HOOK_NANOS))
                .toList();
    }

    private static void note(Map<Hook, List<Double>> nanos, Hook hook, MeasuredProbe probe) {
        Cost cost = probe.cost(hook.program());
        if (cost.runs() > 0) {
            nanos.computeIfAbsent(hook, h -> new ArrayList<>()).add(cost.nanosPerRun());
        }
    }

    /**
     * 1 - rate with the probe / rate without, both of a pair one after the other, in turns which comes first; the median
     * over pairs. The kernel's run-time statistics must be off.
     */
    Figure throughputLoss() throws IOException, InterruptedException {
        try (WebLoad web = WebLoad.installed() ? WebLoad.start() : null) {
            double[] losses = new double[PAIRS];
            for (int pair = 0; pair < PAIRS; pair++) {
                boolean probeFirst = pair % 2 == 0;
                double first = rate(web, probeFirst);
                double second = rate(web, !probeFirst);
                losses[pair] = 1 - (probeFirst ? first / second : second / first);
            }
            Arrays.sort(losses);
            return new Figure(
                    "tcpThroughputLossRatio",
                    losses[PAIRS / 2],
                    web == null
                            ? "loopback ping-pong slower (no wrk and nginx)"
                            : "wrk to nginx, keep-alive: part lost",
                    THROUGHPUT_LOSS);
        }
    }

    private double rate(@Nullable WebLoad web, boolean probed) throws IOException, InterruptedException {
        if (!probed) {
            return web == null ? 1e9 / load.ask(1, ROUNDS) : web.requestsPerSecond();
        }
        try (MeasuredProbe probe = MeasuredProbe.tcp(options)) {
            return rate(web, false);
        }
    }

    private static double median(List<Double> values) {
        values.sort(null);
        return values.get(values.size() / 2);
    }
}
