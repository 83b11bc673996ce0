// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.util.List;

/**
 * Raw TCP counters of one cgroup, role, peer and port, summed over CPUs; meanings as in
 * {@code io.kernscale.wire.EdgeCounters}.
 *
 * @param answerHistogram {@code long[26]}
 * @param connections     some of those open now, by the client's address and port
 */
public record TcpCounters(
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
        long[] answerHistogram,
        int outstanding,
        long overlaps,
        long unasked,
        List<Endpoint> connections) {

    /** An address with a port. */
    public record Endpoint(PeerAddress address, int port) {

        /** {@code 10.0.3.7:40312}, {@code [fd00::7]:40312}. */
        @Override
        public String toString() {
            return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
        }
    }

    public TcpCounters {
        connections = List.copyOf(connections);
    }
}
