// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.3.7, ::ffff:10.0.3.7",
        "10.0.3.7, ::ffff:a00:307",
        "255.255.255.255, ::FFFF:FFFF:FFFF",
        "fd00::7, FD00:0:0:0:0:0:0:7",
        "fe80::1, fe80::1%eth0",
    })
    void isEqualHoweverItIsSpelled(String one, String other) {
        assertThat(IpAddress.parse(one)).isNotNull().isEqualTo(IpAddress.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.1",
                "10.0.3",
                "10.0.3.7.9",
                "10.0.3.",
                ".0.3.7",
                "10..3.7",
                "256.0.0.1",
                "1e1.0.0.1",
                "99999999999.0.0.1",
                "orders-db",
                "fd00::7::1",
                "fd00:",
                "10.0.3.7:80",
                "-1.0.0.1"
            })
    void isNothingElse(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.255.0.9, true",
        "::1, true",
        "::ffff:127.0.0.1, true",
        "128.0.0.1, false",
        "126.255.255.255, false",
        "::, false",
        "::2, false",
        "fd00::1, false",
        "0.0.0.0, false",
    })
    void knowsLoopback(String text, boolean loopback) {
        assertThat(IpAddress.parse(text).isLoopback()).isEqualTo(loopback);
    }

    @Test
    void keepsTheFirstBits() {
        IpAddress address = new IpAddress(-1, -1);

        assertThat(address.masked(0)).isEqualTo(new IpAddress(0, 0));
        assertThat(address.masked(1)).isEqualTo(new IpAddress(Long.MIN_VALUE, 0));
        assertThat(address.masked(64)).isEqualTo(new IpAddress(-1, 0));
        assertThat(address.masked(72)).isEqualTo(new IpAddress(-1, 0xffL << 56));
        assertThat(address.masked(128)).isEqualTo(address);
    }
}
