// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSocketTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.3.7:40312, 10.0.3.7, 40312",
        "[fd00::7]:40312, fd00::7, 40312",
        "[::ffff:10.0.3.7]:1, 10.0.3.7, 1",
        "[fe80::7%eth0]:65535, fe80::7, 65535",
        "10.0.3.7:0, 10.0.3.7, 0",
    })
    void isAnAddressAndAPort(String text, String address, int port) {
        assertThat(ClientSocket.parse(text)).isEqualTo(new ClientSocket(IpAddress.parse(address), port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "10.0.3.7",
                "10.0.3.7:",
                "10.0.3.7:x",
                "10.0.3.7:-1",
                "10.0.3.7:65536",
                "10.0.3.7:99999999999",
                "10.0.3:80",
                ":80",
                "fd00::7:80",
                "[fd00::7]",
                "[fd00::7:80",
                "[fd00::7]80",
                "[fd00::7::1]:80",
                "cart:80"
            })
    void hasNoAddressWhereItIsNothingElse(String text) {
        assertThat(ClientSocket.parse(text).address()).isNull();
    }
}
