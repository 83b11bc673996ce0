// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.api.KubernetesApiServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkloadViewTest {
    private static final String WORKLOADS = """
            [
              {"name": "gateway", "label": "Waiting", "evidence": ["38 requests", "of them 30 to a"],
               "culprits": [
                 {"end": "CpuBound", "share": 0.9, "path": "gateway → a (4 ms) → b: CpuBound", "remedy": "scaled to 5"},
                 {"end": "Outside", "share": 0.1, "path": "gateway → bank: Outside", "remedy": "not scaled: no workload"}],
               "decision": {"at": "2026-01-01T00:00:02Z", "hpaReplicas": 2, "reason": "Waiting", "message":
                 "stays at 1: more replicas would wait as well; gateway → a (4 ms) → b: CpuBound (90 % of the wait); …"}},
              {"name": "b", "label": "CpuBound", "culprits": [], "decision": {"message": "from 1 to 5; whatever"}}
            ]
            """;

    private final KubernetesApiServer server = KubernetesApiServer.start();
    private final KubernetesApi api = server.api();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsWhatTheControllerSays() {
        WorkloadView view = view("gateway");
        assertThat(view.label()).isEqualTo("Waiting");
        assertThat(view.evidence()).isEqualTo("38 requests");
        assertThat(view.message()).isEqualTo("stays at 1: more replicas would wait as well");
        assertThat(view.waits())
                .containsExactly(
                        "gateway → a (4 ms) → b: CpuBound (90 % of the wait); scaled to 5",
                        "gateway → bank: Outside (10 % of the wait); not scaled: no workload");
        assertThat(view.hpaReplicas()).isEqualTo("2");
        assertThat(view.decidedAt()).isEqualTo("2026-01-01T00:00:02Z");
        assertThat(view.replicas()).isEqualTo(1);
    }

    @Test
    void leavesTheMessageOfOneThatDoesNotWaitWhole() {
        WorkloadView view = view("b");
        assertThat(view.message()).isEqualTo("from 1 to 5; whatever");
        assertThat(view.waits()).isEmpty();
        assertThat(view.hpaReplicas()).isEqualTo("-");
    }

    @Test
    void isNotDecidedWhenTheControllerSaysNothing() {
        assertThat(view("unknown").isDecided()).isFalse();
    }

    private WorkloadView view(String name) {
        new Workload(name, "{}", List.of("program")).deploy(api);
        Map<String, JsonObject> told = ControllerApi.read(WORKLOADS);
        return WorkloadView.of(api, name, told.get(name));
    }
}
