// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTableTest {

    private final NameTable names = new NameTable(List.of(
            "10.9.0.0/16=warehouse",
            "10.9.0.7=old-host",
            "10.9.0.7:5432 = orders-db ",
            "10.8.0.0/16:443=shop = front",
            "fd00::/64=lab",
            "[fd00::7]:5432=lab-db",
            "[fd01::/16]=far",
            "0.0.0.0/0=internet"));

    @ParameterizedTest
    @CsvSource({
        "10.9.0.7, 5432, orders-db",
        "10.9.0.7, 80, old-host",
        "10.9.0.8, 5432, warehouse",
        "10.8.255.1, 443, shop = front",
        "10.8.255.1, 80, internet",
        "::ffff:10.9.0.8, 80, warehouse",
        "fd00::7, 5432, lab-db",
        "fd00::7, 80, lab",
        "fd01:9::1, 80, far",
        "fd02::1, 80,", // 0.0.0.0/0 is all of IPv4 and no more
        "somewhere, 80,",
    })
    void prefersTheLongestPrefixThenThePort(String address, int port, String name) {
        assertThat(names.name(IpAddress.parse(address), port)).isEqualTo(name);
    }

    @Test
    void namesACallerWithoutAPort() {
        assertThat(names.name(IpAddress.parse("10.9.0.7"))).isEqualTo("old-host");
        assertThat(NameTable.EMPTY.name(IpAddress.parse("10.9.0.7"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.9.0.7",
                "10.9.0.7=",
                "=db",
                "db=10.9.0.7",
                "10.9.0.7/33=db",
                "10.9.0.7/-1=db",
                "10.9.0.7/x=db",
                "fd00::/129=db",
                "10.9.0.7:0=db",
                "10.9.0.7:65536=db",
                "10.9.0.7:=db",
                "[fd00::7]5432=db",
                "[fd00::7=db",
                "10.9=db",
                "fd00::7:5432:80::=db"
            })
    void refusesAnotherForm(String entry) {
        assertThatThrownBy(() -> new NameTable(List.of(entry)))
                .hasMessageStartingWith("kernscale.map.names must hold entries like 10.9.0.0/16=warehouse")
                .hasMessageEndingWith("was: " + entry);
    }

    @Test
    void refusesASecondNameOfARange() {
        assertThatThrownBy(() -> new NameTable(List.of("10.9.0.0/16=a", "10.9.7.7/16=b")))
                .hasMessage("kernscale.map.names must name a range once, was: 10.9.7.7/16=b beside a");
    }
}
