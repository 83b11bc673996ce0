// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BpfKernelProbesTest {

    @Test
    void saysWhatIsMissingWithoutBtf() {
        try (var probes = BpfKernelProbes.open(BpfOptions.defaults().withKernelBtf(Path.of("/no/btf")))) {
            assertNothing(probes, "/no/btf is missing: the probes need Linux 5.15 or later with CONFIG_DEBUG_INFO_BTF");
        }
    }

    @Test
    void saysWhatIsMissingWithoutLibbpf() {
        BpfOptions options = BpfOptions.defaults()
                .withKernelBtf(Path.of("/proc/self/status"))
                .withLibrary("libnosuchbpf.so");
        try (var probes = BpfKernelProbes.open(options)) {
            assertNothing(probes, "install libbpf 1.1 or later, on Debian and Ubuntu the package libbpf1");
        }
    }

    @ParameterizedTest
    @CsvSource({"-38, false", "-9, true", "-1, true"})
    void takesAKernelThatComplainsOfTheDescriptorForOneWithBpf(int returned, boolean bpf) {
        assertThat(BpfKernelProbes.hasBpf(libbpfWhoseMapsReturn(returned))).isEqualTo(bpf);
    }

    private static Libbpf libbpfWhoseMapsReturn(int returned) {
        return (Libbpf) Proxy.newProxyInstance(
                Libbpf.class.getClassLoader(), new Class<?>[] {Libbpf.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("mapDeleteElem");
                    assertThat(arguments).startsWith(-1);
                    return returned;
                });
    }

    private static void assertNothing(BpfKernelProbes probes, String reason) {
        assertThat(probes.status()).hasSize(Feature.values().length).allSatisfy(status -> {
            assertThat(status.source()).isEqualTo(Source.NONE);
            assertThat(status.reason()).contains(reason);
        });
        assertThat(probes.delivers(Feature.SCHEDULER)).isFalse();
        assertThat(probes.read().scheduler()).isEmpty();
        assertThat(probes.drainLifecycle()).isEmpty();
        assertThat(probes.maps()).isEmpty();
        assertThat(probes.losses()).isEmpty();
    }

    @Test
    void refusesOptionsThatCannotBe() {
        assertThatThrownBy(() -> BpfOptions.defaults().withMaxCgroups(0))
                .hasMessage("maxCgroups must be in [1, 1000000], was: 0");
        assertThatThrownBy(() -> BpfOptions.defaults().withAttachOrder(List.of(Source.FILES)))
                .hasMessage("attachOrder must name TP_BTF, RAW_TP or both, was: [FILES]");
    }
}
