// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kernscale.agent.bpf.TcpOptions.Hooks;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands in for sock_send_length before Linux 6.3. */
@RequiresKernel
class TcpSegmentsIT {
    private static final long MILLI = 1_000_000;

    private final TcpPair pair = TcpPair.watched(TcpOptions.DEFAULTS.withHooks(List.of(Hooks.SEGMENTS)));
    private final Peer client = pair.client;
    private final Peer server = pair.server;

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void saysWhatItSeesLessOf() {
        assertThat(pair.probes.status())
                .filteredOn(status -> status.feature() == Feature.TCP)
                .isNotEmpty()
                .allSatisfy(status -> {
                    assertThat(status.source()).isEqualTo(Source.TP_BTF);
                    assertThat(status.reason()).contains("a request shows when something comes back for it");
                })
                .extracting(ProbeStatus::hook)
                .contains("tcp_probe")
                .doesNotContain("sock_send_length");
    }

    @Test
    void countsTheSameTurns() {
        int port = pair.listens();
        server.gets("delay", 5000);
        server.gets("serve", 3);
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        client.gets("ask", connection, 100);
        await().until(() -> pair.atServer(port).answers() == 100); // the last one is acknowledged late

        TcpCounters asked = pair.toServer(port);
        assertThat(asked.requests()).isEqualTo(100);
        assertThat(asked.answers()).isEqualTo(100);
        assertThat(asked.sentBytes()).isEqualTo(10_000);
        assertThat(asked.receivedBytes()).isEqualTo(10_000);
        assertThat(asked.outstandingNanos()).isBetween(100 * 5 * MILLI, 100 * 200 * MILLI);
        TcpCounters served = pair.atServer(port);
        assertThat(served.requests()).isEqualTo(100);
        assertThat(served.sentBytes()).isEqualTo(10_000);
        assertThat(served.outstandingNanos()).isBetween(100 * 5 * MILLI, 100 * 200 * MILLI);
        assertThat(asked.overlaps() + asked.unasked() + served.overlaps() + served.unasked())
                .isLessThan(5);
        client.gets("close", connection);
        await().until(() -> pair.atServer(port).open() == 0);
        assertThat(pair.toServer(port).outstanding()).isZero();
        assertThat(pair.toServer(port).requests()).as("the end is no request").isEqualTo(100);
    }

    @Test
    void showsTurnsInProgressOnceTheyAreAcknowledged() {
        int port = pair.listens();
        int connection = client.gets("connect", TcpPair.LOOPBACK, port);
        int accepted = server.gets("accept", 3);
        client.gets("send", connection, 100);
        server.gets("receive", accepted, 100);
        await().until(() -> pair.toServer(port).outstanding() == 1);
        assertThat(pair.atServer(port).outstanding()).isEqualTo(1);
        TcpPair.pause(100);
        assertThat(pair.toServer(port).outstandingNanos()).isGreaterThan(99 * MILLI);
        client.gets("half-close", connection);
        assertThat(pair.toServer(port).outstanding()).isEqualTo(1);
        server.gets("send", accepted, 100);
        client.gets("receive", connection, 100);
        assertThat(pair.toServer(port).outstanding()).isZero();
        assertThat(pair.toServer(port).answers()).isEqualTo(1);
    }
}
