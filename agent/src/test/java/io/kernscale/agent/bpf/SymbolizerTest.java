// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SymbolizerTest {

    @Test
    void readsExecutableMappings() {
        var maps = ProcessMaps.parse(List.of(
                "55d0c8a00000-55d0c8a01000 r--p 00000000 fe:00 123 /usr/bin/a b",
                "55d0c8a01000-55d0c8a05000 r-xp 00001000 fe:00 123 /usr/bin/a b",
                "7f0000000000-7f0000001000 rwxp 00000000 00:00 0 ",
                "nonsense"));
        assertThat(maps.mappings())
                .containsExactly(
                        new ProcessMaps.Mapping(0x55d0c8a01000L, 0x55d0c8a05000L, 0x1000, "/usr/bin/a b"),
                        new ProcessMaps.Mapping(0x7f0000000000L, 0x7f0000001000L, 0, ""));
        assertThat(maps.at(0x55d0c8a05000L)).isEmpty();
        assertThat(maps.at(0x55d0c8a04fffL)).isPresent();
    }

    @Test
    void callsTheKernelByNameAndUnknownProcessesAnonymous() {
        List<HotAddress> hottest = new Symbolizer()
                .hottest(List.of(new HotSample(0, -4096, true, 7), new HotSample(0x7ffffffe, 42, false, 9)));
        assertThat(hottest)
                .containsExactly(new HotAddress("[anon]", 42, "", 9), new HotAddress("[kernel]", -4096, "", 7));
    }

    @Test
    void expandsRangesOfCpus() {
        assertThat(OnlineCpus.parse("0-2,5\n")).containsExactly(0, 1, 2, 5);
    }
}
