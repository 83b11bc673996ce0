// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
                ":fd00::7",
                "fd00:::7",
                ":",
                ":::",
                "%eth0",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2:3:4:5:6:7:8",
                "10000::",
                "::g",
                "::10.0.3",
                "::10.0.3.256",
                "1:2:3:4:5:6:7:10.0.3.7",
                "::10.0.3.7:1",
                "[fd00::7]",
                "10.0.3.7:80",
                "-1.0.0.1"
            })
    void isNothingElse(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    /** By characters that stand in addresses, in an order that is often near to one. */
    @Test
    void readsOfIpv6WhatTheJdkReads() {
        Random random = new Random(11);
        int addresses = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = ipv6(random);
            IpAddress read = IpAddress.parse(text);

            assertThat(read).as(text).isEqualTo(byTheJdk(text));
            addresses += read == null ? 0 : 1;
        }
        assertThat(addresses).isBetween(20_000, 180_000);
    }

    private static String ipv6(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "::" : "");
        int groups = 1 + random.nextInt(8);
        for (int group = 0; group < groups; group++) {
            text.append(Integer.toHexString(random.nextInt(1 << 1 + random.nextInt(16))));
            text.append(random.nextInt(7) == 0 ? "::" : ":");
        }
        text.append(random.nextInt(4) == 0 ? random.nextInt(270) + ".0.3.7" : "c0de");
        if (random.nextInt(4) == 0) {
            int place = random.nextInt(text.length());
            text.replace(place, place + random.nextInt(2), "" + ":.0f9g".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private static @Nullable IpAddress byTheJdk(String text) {
        try {
            byte[] bytes = InetAddress.ofLiteral(text).getAddress();
            ByteBuffer address = bytes.length == 16
                    ? ByteBuffer.wrap(bytes)
                    : ByteBuffer.allocate(16).putShort(10, (short) 0xffff).put(12, bytes);
            return new IpAddress(address.getLong(0), address.getLong(8));
        } catch (IllegalArgumentException e) {
            return null;
        }
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
