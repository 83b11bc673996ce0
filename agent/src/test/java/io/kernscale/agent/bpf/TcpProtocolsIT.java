// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What takes turns is told from what does not, at both ends. */
@RequiresKernel
class TcpProtocolsIT {
    private final TcpPair pair = TcpPair.watched(TcpOptions.DEFAULTS);
    private final Peer client = pair.client;
    private final Peer server = pair.server;

    @AfterEach
    void close() {
        pair.close();
    }

    /** Overlaps and unasked answers for each request. */
    private static double odd(TcpCounters edge) {
        return (double) (edge.overlaps() + edge.unasked()) / Math.max(1, edge.requests());
    }

    @ParameterizedTest
    @CsvSource({"ask, 500, 0", "ask-in-parts, 500, 0", "ask, 50, 5000"})
    void requestsOfOneOrTwoPartsAreTurns(String asks, int rounds, int delayMicros) {
        int port = pair.listens();
        server.gets("delay", delayMicros);
        server.gets("serve", 3);
        client.gets(asks, client.gets("connect", TcpPair.LOOPBACK, port), rounds);
        assertThat(odd(pair.toServer(port))).isLessThan(0.1);
        if (asks.equals("ask")) { // else the server answers each part
            assertThat(odd(pair.atServer(port))).isLessThan(0.1);
            assertThat(pair.atServer(port).requests()).isEqualTo(rounds);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 10000", "100, 1000000", "1000000, 100", "1000000, 1000000"})
    void largeRequestsAndAnswersAreTurns(int requestBytes, int answerBytes) {
        int port = pair.listens();
        server.gets("serve-sizes", 3);
        client.gets("ask-sizes", client.gets("connect", TcpPair.LOOPBACK, port), requestBytes, answerBytes);
        TcpCounters asked = pair.toServer(port);
        TcpCounters served = pair.atServer(port);
        assertThat(asked.requests()).isEqualTo(20);
        assertThat(served.requests()).isEqualTo(20);
        assertThat(asked.sentBytes()).isEqualTo(20L * (requestBytes + 16));
        assertThat(asked.receivedBytes()).isEqualTo(20L * answerBytes);
        assertThat(odd(asked)).isLessThan(0.3);
        assertThat(odd(served)).as("parts that come late on a busy machine").isLessThan(0.6);
    }

    @Test
    void manyRequestsAtATimeAreNoTurns() {
        int port = pair.listens();
        server.gets("delay", 17_000);
        server.gets("serve-side-by-side", 3);
        client.gets("ask-ahead", client.gets("connect", TcpPair.LOOPBACK, port), 200);
        assertThat(odd(pair.toServer(port))).isGreaterThan(0.2);
        assertThat(odd(pair.atServer(port))).isGreaterThan(0.2);
        assertThat(pair.toServer(port).outstanding()).isZero();
    }

    @Test
    void whatIsPushedIsNoAnswer() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", connection, 100); // subscribes
        server.gets("receive", accepted, 100);
        server.gets("send", accepted, 100);
        client.gets("receive", connection, 100);
        client.tell("receive", connection, 40_000);
        server.gets("send-paced", accepted, 400);
        client.answered();
        assertThat(pair.toServer(port).unasked()).isBetween(2L, 30L); // one a second
        assertThat(pair.atServer(port).unasked()).isBetween(2L, 30L);
        assertThat(pair.toServer(port).outstanding()).isZero();
        assertThat(pair.toServer(port).requests()).isEqualTo(1);
    }

    @Test
    void aOneWayStreamAsksNothing() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        server.tell("receive", accepted, 40_000);
        client.gets("send-paced", connection, 400);
        server.answered();
        assertThat(pair.toServer(port).overlaps()).isBetween(2L, 30L);
        assertThat(pair.atServer(port).overlaps()).isBetween(2L, 30L);
        assertThat(pair.toServer(port).requests()).isEqualTo(1);
    }

    @Test
    void aGreetingIsNotUnasked() {
        int port = pair.listens();
        for (int i = 0; i < 3; i++) {
            int connection = client.gets("connect", TcpPair.LOOPBACK, port);
            int accepted = server.gets("accept", 3);
            server.gets("send", accepted, 80);
            client.gets("receive", connection, 80);
            client.gets("send", connection, 100);
            server.gets("receive", accepted, 100);
            server.gets("send", accepted, 100);
            client.gets("receive", connection, 100);
        }
        assertThat(pair.toServer(port).unasked()).isZero();
        assertThat(pair.atServer(port).unasked()).isZero();
        assertThat(pair.toServer(port).answers()).isEqualTo(3);
    }
}
