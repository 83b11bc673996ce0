// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.wire.CpuCounters;
import io.kernscale.wire.PodReport;
import io.kernscale.wire.Reports;
import io.kernscale.wire.SampleCounters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final String POD =
            "{namespace=\"shop\",pod=\"checkout-6d5f7c9b8-x2x4q\",uid=\"0b2c7a52-9d54-4a3e-8a6f-0c5f5d9e2a11\"";

    private final Map<String, String> samples =
            StrictExposition.parse(new String(PodMetrics.of(Reports.golden().pods()), UTF_8));

    @Test
    void nanosecondsBecomeSecondsExactly() {
        assertThat(samples)
                .containsEntry("kernscale_pod_cpu_run_seconds_total" + POD + "}", "81.000000001")
                .containsEntry("kernscale_pod_cpu_wait_seconds_total" + POD + ",cause=\"quota\"}", "3.000000003")
                .containsEntry("kernscale_pod_blocked_seconds_total" + POD + ",cause=\"network\"}", "3.000000006")
                .containsEntry(
                        "kernscale_pod_pressure_seconds_total" + POD + ",resource=\"io\",share=\"full\"}", "0.140003");
    }

    @Test
    void disksCarryTheirDevice() {
        assertThat(samples)
                .containsEntry("kernscale_pod_disk_bytes_total" + POD + ",device=\"vda\",direction=\"read\"}", "413696")
                .containsEntry("kernscale_pod_disk_device_seconds_total" + POD + ",device=\"vda\"}", "0.404");
    }

    @Test
    void theHistogramIsCumulative() {
        // slots 400, 0, 31, 7, 1: the first four end at 16 µs, the fifth at 32 µs
        assertThat(samples)
                .containsEntry("kernscale_pod_cpu_wait_duration_seconds_bucket" + POD + ",le=\"1.6e-05\"}", "438")
                .containsEntry("kernscale_pod_cpu_wait_duration_seconds_bucket" + POD + ",le=\"0.000256\"}", "439")
                .containsEntry("kernscale_pod_cpu_wait_duration_seconds_bucket" + POD + ",le=\"+Inf\"}", "439")
                .containsEntry("kernscale_pod_cpu_wait_duration_seconds_count" + POD + "}", "439")
                .containsEntry("kernscale_pod_cpu_wait_duration_seconds_sum" + POD + "}", "12.000000005");
    }

    @Test
    void whatIsNotKnownIsAbsent() {
        String cgroup = "{namespace=\"\",pod=\"\",uid=\"/system.slice/backup.service\"}";
        assertThat(samples)
                .containsEntry("kernscale_pod_threads" + cgroup, "0")
                .doesNotContainKey("kernscale_pod_cpu_quota_cores" + cgroup);
    }

    @Test
    void labelValuesAreEscaped() {
        var pod = new PodReport(
                "/a\"b\\c\nd",
                PodReport.Kind.CGROUP,
                null,
                "ü",
                0,
                CpuCounters.NONE,
                List.of(),
                List.of(),
                SampleCounters.NONE,
                null);
        assertThat(StrictExposition.parse(new String(PodMetrics.of(List.of(pod)), UTF_8)))
                .containsEntry("kernscale_pod_threads{namespace=\"\",pod=\"ü\",uid=\"/a\\\"b\\\\c\\nd\"}", "0");
    }

    @Test
    void theWholePageParses() {
        try (var server = new RunningServer(new FakeNodeSource(), CollectionTiming.DEFAULT, 64)) {
            server.text("/v1/report");
            var answer = server.get("/metrics");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(new TreeMap<>(StrictExposition.parse(new String(answer.body(), UTF_8))))
                    .containsEntry(
                            "kernscale_agent_probe_attached"
                                    + "{feature=\"block\",program=\"on_issue\",hook=\"block_rq_issue\"}",
                            "0")
                    .containsEntry("kernscale_agent_feature_source{feature=\"lifecycle\",source=\"files\"}", "1")
                    .containsEntry("kernscale_agent_map_used_entries{feature=\"scheduler\",map=\"sched_slots\"}", "30")
                    .containsEntry(
                            "kernscale_agent_losses_total{feature=\"scheduler\",reason=\"cgroup_slots_full\"}", "5")
                    .containsEntry("kernscale_agent_collections_total{result=\"failure\"}", "0")
                    .containsKey("kernscale_agent_cpu_seconds_total{mode=\"user\"}");
        }
    }
}
