// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Latencies;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.Arrays;
import java.util.List;

/** Builds edges: open connections and nothing else, unless told otherwise. */
public final class AnEdge {

    private static final double WINDOW_SECONDS = 2;

    private int open = 1;
    private double refused;
    private double requests;
    private double answers;
    private double outstanding;
    private int now;
    private final Long[] histogram = new Long[26];
    private double overlaps;
    private double unasked;
    private double sentBytes;
    private double receivedBytes;

    private AnEdge() {
        Arrays.fill(histogram, 0L);
    }

    public static AnEdge anEdge(int open) {
        AnEdge edge = new AnEdge();
        edge.open = open;
        return edge;
    }

    /** So many turns a second, each of so many seconds; what is in progress follows. */
    public AnEdge turns(double perSecond, double seconds) {
        requests += perSecond;
        answers += perSecond;
        outstanding += perSecond * seconds;
        now = (int) Math.round(outstanding);
        histogram[Math.clamp((int) (Math.log(seconds * 1e6) / Math.log(2)), 0, 25)] +=
                Math.round(WINDOW_SECONDS * perSecond);
        sentBytes += 100 * perSecond;
        receivedBytes += 1000 * perSecond;
        return this;
    }

    /** So many turns begin, whatever ends. */
    public AnEdge arriving(double perSecond) {
        requests = perSecond;
        return this;
    }

    /** So many turns in progress for the whole window. */
    public AnEdge hanging(int turns) {
        outstanding += turns;
        now += turns;
        return this;
    }

    public AnEdge outstanding(double average, int atEnd) {
        outstanding = average;
        now = atEnd;
        return this;
    }

    public AnEdge overlapping(double perSecond) {
        overlaps = perSecond;
        sentBytes += 100 * perSecond;
        return this;
    }

    public AnEdge pushed(double perSecond) {
        unasked = perSecond;
        receivedBytes += 100 * perSecond;
        return this;
    }

    /** In all, a second. */
    public AnEdge bytes(double sent, double received) {
        sentBytes = sent;
        receivedBytes = received;
        return this;
    }

    public AnEdge refused(double perSecond) {
        refused = perSecond;
        return this;
    }

    public EdgeRates rates() {
        return new EdgeRates(
                open,
                0,
                refused,
                0,
                0,
                0,
                sentBytes,
                receivedBytes,
                0,
                0,
                requests,
                answers,
                outstanding,
                now,
                Latencies.of(List.of(histogram)),
                overlaps,
                unasked);
    }

    /** With a workload of the same namespace. */
    public Call with(String workload, int port) {
        return with(new Peer.OfWorkload(new WorkloadKey("shop", "Deployment", workload)), port);
    }

    public Call with(Peer peer, int port) {
        return new Call(peer, port, rates());
    }
}
