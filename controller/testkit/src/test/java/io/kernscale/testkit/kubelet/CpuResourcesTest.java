// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.testkit.api.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuResourcesTest {

    @ParameterizedTest(name = "request {0}, limit {1}")
    @CsvSource({
        "200m, 200m, 205,  8, 20000",
        "1,    1.5, 1024, 39, 150000",
        "'',   100m, 102,  4, 10000",
        "10m,  '',   10,   1, -1",
        "'',   '',    2,   1, -1",
        "1m,   1m,    2,   1, 1000",
    })
    void translatesAsTheKubeletDoes(String request, String limit, long shares, long weight, long quotaMicros) {
        var container = Json.parse("{}");
        if (!request.isEmpty()) {
            Json.ensure(container, "resources", "requests").addProperty("cpu", request);
        }
        if (!limit.isEmpty()) {
            Json.ensure(container, "resources", "limits").addProperty("cpu", limit);
        }
        CpuResources cpu = CpuResources.of(container);
        assertThat(cpu.shares()).isEqualTo(shares);
        assertThat(cpu.weight()).isEqualTo(weight);
        assertThat(cpu.quotaMicros()).isEqualTo(quotaMicros);
    }
}
