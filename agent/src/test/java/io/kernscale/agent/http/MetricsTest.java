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
import java.util.stream.Collectors;
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

    /** The golden report's edge of {@code Reports}; its tail has no series. */
    @Test
    void edgesAreShownWhole() {
        String edge = POD + ",role=\"client\",peer=\"10.0.3.7\",port=\"5432\"";
        assertThat(lines("kernscale_pod_tcp_")).isEqualTo("""
                # HELP kernscale_pod_tcp_connections_opened_total Connections established.
                # TYPE kernscale_pod_tcp_connections_opened_total counter
                kernscale_pod_tcp_connections_opened_total{EDGE} 120
                # HELP kernscale_pod_tcp_connections_failed_total Connections refused, reset, or given up for want of an answer, by reason.
                # TYPE kernscale_pod_tcp_connections_failed_total counter
                kernscale_pod_tcp_connections_failed_total{EDGE,reason="refused"} 1
                kernscale_pod_tcp_connections_failed_total{EDGE,reason="reset"} 2
                kernscale_pod_tcp_connections_failed_total{EDGE,reason="timed_out"} 3
                # HELP kernscale_pod_tcp_connections_closed_total Established connections that ended.
                # TYPE kernscale_pod_tcp_connections_closed_total counter
                kernscale_pod_tcp_connections_closed_total{EDGE} 110
                # HELP kernscale_pod_tcp_open_connections Established connections.
                # TYPE kernscale_pod_tcp_open_connections gauge
                kernscale_pod_tcp_open_connections{EDGE} 10
                # HELP kernscale_pod_tcp_bytes_total Payload handed to the kernel and taken from it.
                # TYPE kernscale_pod_tcp_bytes_total counter
                kernscale_pod_tcp_bytes_total{EDGE,direction="sent"} 4000001
                kernscale_pod_tcp_bytes_total{EDGE,direction="received"} 9000002
                # HELP kernscale_pod_tcp_retransmits_total Segments sent again.
                # TYPE kernscale_pod_tcp_retransmits_total counter
                kernscale_pod_tcp_retransmits_total{EDGE} 5
                # HELP kernscale_pod_tcp_round_trip_seconds Smoothed round-trip time; absent if unknown.
                # TYPE kernscale_pod_tcp_round_trip_seconds gauge
                kernscale_pod_tcp_round_trip_seconds{EDGE} 0.000412
                # HELP kernscale_pod_tcp_requests_total Turns begun: a first send (server: receive).
                # TYPE kernscale_pod_tcp_requests_total counter
                kernscale_pod_tcp_requests_total{EDGE} 60001
                # HELP kernscale_pod_tcp_answers_total Turns ended by an answer.
                # TYPE kernscale_pod_tcp_answers_total counter
                kernscale_pod_tcp_answers_total{EDGE} 60000
                # HELP kernscale_pod_tcp_overlaps_total Requests sent while another was unanswered: pipelining, multiplexing, streaming.
                # TYPE kernscale_pod_tcp_overlaps_total counter
                kernscale_pod_tcp_overlaps_total{EDGE} 4
                # HELP kernscale_pod_tcp_unasked_total Answers that no request preceded.
                # TYPE kernscale_pod_tcp_unasked_total counter
                kernscale_pod_tcp_unasked_total{EDGE} 6
                # HELP kernscale_pod_tcp_outstanding_requests Turns and connection attempts in progress.
                # TYPE kernscale_pod_tcp_outstanding_requests gauge
                kernscale_pod_tcp_outstanding_requests{EDGE} 1
                # HELP kernscale_pod_tcp_outstanding_seconds_total Request-seconds outstanding: its rate is the concurrency spent on the peer.
                # TYPE kernscale_pod_tcp_outstanding_seconds_total counter
                kernscale_pod_tcp_outstanding_seconds_total{EDGE} 7.000000011
                # HELP kernscale_pod_tcp_answer_duration_seconds Answers by time since their request; the sum also has turns and attempts in progress.
                # TYPE kernscale_pod_tcp_answer_duration_seconds histogram
                kernscale_pod_tcp_answer_duration_seconds_bucket{EDGE,le="1.6e-05"} 0
                kernscale_pod_tcp_answer_duration_seconds_bucket{EDGE,le="0.000256"} 60000
                kernscale_pod_tcp_answer_duration_seconds_bucket{EDGE,le="0.004096"} 60000
                kernscale_pod_tcp_answer_duration_seconds_bucket{EDGE,le="0.065536"} 60000
                kernscale_pod_tcp_answer_duration_seconds_bucket{EDGE,le="1.048576"} 60000
                kernscale_pod_tcp_answer_duration_seconds_bucket{EDGE,le="16.777216"} 60000
                kernscale_pod_tcp_answer_duration_seconds_bucket{EDGE,le="+Inf"} 60000
                kernscale_pod_tcp_answer_duration_seconds_sum{EDGE} 7.000000011
                kernscale_pod_tcp_answer_duration_seconds_count{EDGE} 60000
                """.replace("{EDGE", edge));
    }

    private static String lines(String prefix) {
        return new String(PodMetrics.of(Reports.golden().pods()), UTF_8)
                .lines()
                .filter(line -> line.replaceFirst("^# (HELP|TYPE) ", "").startsWith(prefix))
                .collect(Collectors.joining("\n", "", "\n"));
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
                    .containsEntry(
                            "kernscale_agent_probe_runs_total{feature=\"scheduler\",program=\"on_switch\"}", "10")
                    .containsEntry(
                            "kernscale_agent_probe_run_seconds_total{feature=\"scheduler\",program=\"on_switch\"}",
                            "0.00000222")
                    .containsEntry("kernscale_agent_collections_total{result=\"failure\"}", "0")
                    .containsKey("kernscale_agent_cpu_seconds_total{mode=\"user\"}");
        }
    }
}
