// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Counts one row of a pod's edges. */
final class EdgeMeter {

    private static final int SLOTS = 26;
    private static final int SAMPLED = 16;
    private static final int REQUEST_BYTES = 400;
    private static final int ANSWER_BYTES = 3_000;
    private static final long RTT_MICROS = 250;

    private final Role role;
    private final String peer;
    private final int port;
    private final List<String> connections = new ArrayList<>();
    private final long[] histogram = new long[SLOTS];
    private double turns;
    private double outstandingSeconds;
    private double shortConnections;
    private double comingMean;
    private int parked;
    private long requests;

    EdgeMeter(Role role, String peer, int port) {
        this.role = role;
        this.peer = peer;
        this.port = port;
    }

    /** More connections, by the client's address and port. */
    void open(List<String> more) {
        connections.addAll(more);
        connections.sort(Comparator.comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder()));
    }

    /** A state begins: what is under way is told anew by each exchange. */
    void begin() {
        comingMean = 0;
        parked = 0;
    }

    /**
     * What goes on for some time.
     *
     * @param count       turns in it
     * @param meanSeconds of one
     * @param underWay    on average
     * @param parked      of these, the ones that are under way all the time
     * @param connections opened and closed in it
     */
    record Turns(double count, double meanSeconds, double underWay, int parked, double connections) {}

    /** Some time goes by. Times are exponential. */
    void pass(double seconds, Turns some, Noise noise) {
        long before = (long) turns;
        turns += some.count;
        outstandingSeconds += some.underWay * seconds;
        comingMean += some.underWay - some.parked;
        parked += some.parked;
        shortConnections += some.connections;
        spread((long) turns - before, some.meanSeconds, noise.upTo(1));
    }

    /** Answers over the slots, each slot rounded so that the sum is theirs. */
    private void spread(long answers, double meanSeconds, double rounding) {
        long below = 0;
        for (int slot = 0; slot < SLOTS && below < answers; slot++) {
            double part =
                    slot == SLOTS - 1 ? 1 : 1 - Math.exp(-Math.scalb(1e-6, slot + 1) / Math.max(meanSeconds, 1e-9));
            long upTo = (long) (part * answers + rounding);
            histogram[slot] += upTo - below;
            below = upTo;
        }
    }

    EdgeCounters counters(Noise noise) {
        int outstanding = Math.min(parked + noise.reading(comingMean), Math.max(connections.size(), 1));
        requests = Math.max(requests, (long) turns + outstanding);
        int asking = role == Role.CLIENT ? REQUEST_BYTES : ANSWER_BYTES;
        int asked = role == Role.CLIENT ? ANSWER_BYTES : REQUEST_BYTES;
        return new EdgeCounters(
                role,
                peer,
                port,
                connections.size() + (long) shortConnections,
                0,
                0,
                0,
                (long) shortConnections,
                connections.size(),
                (long) (turns * asking),
                (long) (turns * asked),
                RTT_MICROS,
                0,
                requests,
                (long) turns,
                (long) (outstandingSeconds * 1e9),
                trimmed(),
                outstanding,
                0,
                0,
                connections.subList(0, Math.min(SAMPLED, connections.size())));
    }

    private List<Long> trimmed() {
        int last = IntStream.range(0, SLOTS)
                .filter(slot -> histogram[slot] > 0)
                .max()
                .orElse(-1);
        return Arrays.stream(histogram, 0, last + 1).boxed().toList();
    }
}
