// SPDX-License-Identifier: Apache-2.0
package io.kernscale.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.kernscale.acceptance.World.Place;
import io.kernscale.testkit.api.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dashboards and alert rules against a Prometheus that has scraped agent and controller at work. */
@ExtendWith(RealPrograms.class)
class DashboardsIT {

    /** Counters of what does not happen here; their tags are not known before it does. */
    private static final Set<String> UNSEEN_WHERE_NOTHING_BREAKS = Set.of("kernscale_loop_failures_total");

    /** One that is asked, one that waits, one at the disk; a panel of one workload shows data of one of them. */
    private static final List<String> WORKLOADS = List.of("shop", "redis", "reader");

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Test
    @Needs({"prometheus", "redis-server", "wrk"})
    void everyPanelShowsWhatHappensAndEveryRuleCanBeEvaluated(World world) {
        world.mayScale("redis");
        try (BpfStats stats = BpfStats.on()) {
            Place redis = world.run(Servers.redis("redis").limitedTo("50m"));
            Place shop = world.run(Servers.shop("shop", "redis", redis, 4));
            world.run(Clients.wrk("wrk", shop, "/", 4));
            world.run(Servers.diskReader(world, "reader"));
            world.cluster().api().create(Pod.server("nobody", 0).autoscaler(world.namespace()));
            Prometheus prometheus = Prometheus.run(world);

            everyQueryGivesData(world, prometheus);
            everyMetricExists(prometheus);
            everyRuleCanBeEvaluated(prometheus);
        }
    }

    private static void everyQueryGivesData(World world, Prometheus prometheus) {
        List<Query> queries = new ArrayList<>(Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .toList());
        assertThat(queries).hasSizeGreaterThan(60);
        await("data for every panel")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    queries.removeIf(query -> givesData(world, prometheus, query));
                    assertThat(queries)
                            .as("queries without data, or without a label that their panel names")
                            .isEmpty();
                });
    }

    private static boolean givesData(World world, Prometheus prometheus, Query query) {
        return WORKLOADS.stream().anyMatch(workload -> {
            List<JsonObject> series = prometheus.series(query.with("namespace", world.namespace())
                    .with("workload", "Deployment/" + workload)
                    .with("node", ".*")
                    .with("__rate_interval", "10s")
                    .with("__range", "30s"));
            Set<String> labels = new TreeSet<>();
            series.forEach(one -> labels.addAll(one.keySet()));
            return !series.isEmpty() && (isUnseen(query) || labels.containsAll(query.labels()));
        });
    }

    /** Then the panel shows its zero. */
    private static boolean isUnseen(Query query) {
        return UNSEEN_WHERE_NOTHING_BREAKS.containsAll(query.metrics());
    }

    private static void everyMetricExists(Prometheus prometheus) {
        Set<String> named = new TreeSet<>();
        Dashboard.all().forEach(dashboard -> dashboard.queries().forEach(query -> named.addAll(query.metrics())));
        prometheus.rules().forEach(rule -> named.addAll(Query.metrics(Json.text(rule, "query"))));
        named.removeAll(UNSEEN_WHERE_NOTHING_BREAKS);

        assertThat(prometheus.metrics()).containsAll(named);
    }

    private static void everyRuleCanBeEvaluated(Prometheus prometheus) {
        assertThat(prometheus.rules())
                .hasSizeGreaterThan(15)
                .allSatisfy(rule -> assertThat(Json.text(rule, "health"))
                        .as(rule.toString())
                        .isEqualTo("ok"));
    }
}
