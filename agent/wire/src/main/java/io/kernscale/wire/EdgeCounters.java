// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a pod's TCP sockets exchanged with one peer, in one role. A <em>turn</em> is a request and its answer as the
 * socket shows them: on a client's socket from the first send after idle to the first receive, on a server's socket
 * from the first receive after idle to the first send. No protocol is parsed, so a protocol that does not take turns
 * defeats this; {@code overlaps} and {@code unasked} count how often it did.
 *
 * @param role             which end the pod is
 * @param peer             numeric address of the other end ({@code 10.0.3.7}, {@code fd00::7}; IPv4 also where the socket
 *                         is IPv6); empty for the tail: all peers that found no row of their own, added up
 * @param port             the service's port: the peer's for a client, the pod's own for a server; 0 for the tail
 * @param opened           connections established
 * @param refused          connections that were refused, or had no route
 * @param reset            connections that the peer, or something between, reset
 * @param timedOut         connections that were given up for want of an answer, by the kernel or by the program
 * @param closed           connections that ended after they had been established, resets and time-outs among them
 * @param open             established connections now (a gauge)
 * @param sentBytes        payload handed to the kernel
 * @param receivedBytes    payload taken from the kernel
 * @param rttMicros        smoothed round-trip time of the socket that took a turn last; 0 when unknown (a gauge)
 * @param retransmits      segments sent again
 * @param requests         turns begun
 * @param answers          turns ended by an answer
 * @param outstandingNanos turn-nanoseconds, turns in progress included up to the collection: two turns that wait one
 *                         second make two. A client's connection attempts are in it too, without being requests
 * @param answerHistogram  answers by time since their request, slots as in {@link CpuCounters#waitHistogram()}
 * @param outstanding      turns (and connection attempts) in progress now (a gauge)
 * @param overlaps         requests sent a while after another that was still unanswered: pipelining or multiplexing,
 *                         where only the oldest is timed; or a stream that asks nothing
 * @param unasked          answers that came a while after the one that ended the turn, with no request between:
 *                         pipelining, multiplexing, streaming or pushing
 * @param connections      some of the connections open now, as the client's {@code address:port}
 *                         ({@code [fd00::7]:40312} for IPv6). Those with the smallest hash, so that both ends choose the same
 */
public record EdgeCounters(
        Role role,
        String peer,
        int port,
        long opened,
        long refused,
        long reset,
        long timedOut,
        long closed,
        int open,
        long sentBytes,
        long receivedBytes,
        long rttMicros,
        long retransmits,
        long requests,
        long answers,
        long outstandingNanos,
        List<Long> answerHistogram,
        int outstanding,
        long overlaps,
        long unasked,
        List<String> connections) {

    /** Which end of a connection a pod is. */
    public enum Role {
        /** It connected. */
        CLIENT,
        /** It was connected to. */
        SERVER
    }

    private static final int MAX_PORT = 65_535;

    public EdgeCounters {
        requireNonNull(role, "role");
        requireNonNull(peer, "peer");
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("edge.port must be in [0, 65535], was: " + port);
        }
        Checks.notNegative(opened, "edge.opened");
        Checks.notNegative(refused, "edge.refused");
        Checks.notNegative(reset, "edge.reset");
        Checks.notNegative(timedOut, "edge.timedOut");
        Checks.notNegative(closed, "edge.closed");
        Checks.notNegative(open, "edge.open");
        Checks.notNegative(sentBytes, "edge.sentBytes");
        Checks.notNegative(receivedBytes, "edge.receivedBytes");
        Checks.notNegative(rttMicros, "edge.rttMicros");
        Checks.notNegative(retransmits, "edge.retransmits");
        Checks.notNegative(requests, "edge.requests");
        Checks.notNegative(answers, "edge.answers");
        Checks.notNegative(outstandingNanos, "edge.outstandingNanos");
        answerHistogram = Checks.histogram(answerHistogram, "edge.answerHistogram");
        Checks.notNegative(outstanding, "edge.outstanding");
        Checks.notNegative(overlaps, "edge.overlaps");
        Checks.notNegative(unasked, "edge.unasked");
        connections = Checks.list(connections);
    }

    /** Whether this row stands for all peers without a row of their own. */
    public boolean isTail() {
        return peer.isEmpty();
    }
}
