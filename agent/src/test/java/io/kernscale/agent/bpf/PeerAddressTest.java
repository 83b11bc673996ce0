// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.TcpCounters.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {

    /** The examples of RFC 5952, and the corners of its rules. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001:db8::1",
                "2001:db8:0:1:1:1:1:1",
                "2001:0:0:1::1",
                "2001:db8::1:0:0:1",
                "::1",
                "fe80::",
                "1:2:3:4:5:6:7:8",
                "0:1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:0",
                "a:b::",
                "::b:a"
            })
    void writesIpv6AsRfc5952Does(String text) throws UnknownHostException {
        ByteBuffer bytes = ByteBuffer.wrap(InetAddress.getByName(text).getAddress());
        assertThat(new PeerAddress(bytes.getLong(), bytes.getLong())).hasToString(text);
    }

    @Test
    void writesIpv4WithoutItsPrefix() {
        assertThat(PeerAddress.ofIpv4(0x0a0003ff)).hasToString("10.0.3.255").matches(PeerAddress::isIpv4);
        assertThat(PeerAddress.ofIpv4(0xfffefdfc)).hasToString("255.254.253.252");
    }

    @Test
    void noAddressIsNoText() {
        assertThat(PeerAddress.NONE).hasToString("");
    }

    @Test
    void anEndpointSetsIpv6InBrackets() {
        assertThat(Stream.of(PeerAddress.ofIpv4(0x7f000001), new PeerAddress(0xfd00L << 48, 7))
                        .map(address -> new Endpoint(address, 40_312).toString()))
                .containsExactly("127.0.0.1:40312", "[fd00::7]:40312");
    }
}
