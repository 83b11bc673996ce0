// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.ARow.aRow;
import static io.kernscale.agent.cgroup.ARow.client;
import static io.kernscale.agent.cgroup.HostFixture.CONTAINER;
import static io.kernscale.agent.cgroup.HostFixture.CONTAINER_2;
import static io.kernscale.agent.cgroup.HostFixture.MAX_EDGES;
import static io.kernscale.agent.cgroup.HostFixture.POD_PATH;
import static io.kernscale.agent.cgroup.HostFixture.UID;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the kernel's edges by cgroup id to those of pods. */
class EdgesInReportsTest {
    @TempDir
    Path root;

    private final FakeKernelProbes probes = new FakeKernelProbes();
    private HostFixture host;

    @BeforeEach
    void setUp() {
        host = HostFixture.pure(root);
    }

    private NodeCollector collector() {
        return new NodeCollector(host.settings(), probes, new FixedNames());
    }

    private static List<EdgeCounters> edges(NodeReport report) {
        return report.pods().stream()
                .map(PodReport::edges)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void twoContainersOfAPodHaveOneRowAndTheirOwnDetail() {
        host.mkdir(POD_PATH);
        long first = host.mkdir(POD_PATH + "/" + CONTAINER);
        long second = host.mkdir(POD_PATH + "/" + CONTAINER_2);
        probes.edge(client(first, 1), aRow().connected(2, 0).turns(7, 70));
        probes.edge(client(second, 1), aRow().connected(1, 0).turns(5, 50));
        NodeCollector collector = collector();

        assertThat(edges(collector.collect())).singleElement().satisfies(row -> {
            assertThat(row.peer()).isEqualTo("10.0.0.1");
            assertThat(row.requests()).isEqualTo(7 + 5);
            assertThat(row.open()).isEqualTo(2 + 1);
        });
        PodDetail detail = collector.pod(UID).orElseThrow();
        assertThat(detail.pod().edges()).extracting(EdgeCounters::requests).containsExactly(12L);
        assertThat(detail.containers())
                .extracting(container -> container.edges().stream()
                        .mapToLong(EdgeCounters::requests)
                        .sum())
                .containsExactly(0L, 7L, 5L);
    }

    @Test
    void aContainerThatRestartsLeavesItsCounters() {
        host.mkdir(POD_PATH);
        long first = host.mkdir(POD_PATH + "/" + CONTAINER);
        NodeCollector collector = collector();
        probes.edge(client(first, 1), aRow().connected(2, 0).turns(7, 70));
        collector.collect();

        probes.removed(first, POD_PATH + "/" + CONTAINER).later(2);
        probes.edge(client(first, 1), aRow().connected(2, 0).turns(8, 80));
        long second = first + 1_000_000;
        probes.created(second, POD_PATH + "/" + CONTAINER_2);
        probes.edge(client(second, 1), aRow().connected(1, 0).turns(1, 10));
        assertThat(edges(collector.collect())).singleElement().satisfies(row -> {
            assertThat(row.requests()).isEqualTo(8 + 1);
            assertThat(row.open()).as("the ended has none").isEqualTo(1);
        });

        probes.later(5);
        assertThat(edges(collector.collect()))
                .extracting(EdgeCounters::requests)
                .containsExactly(9L);
        assertThat(probes.forgotten()).containsExactly(first);
        probes.later(5);
        assertThat(edges(collector.collect()))
                .extracting(EdgeCounters::requests)
                .containsExactly(9L);
    }

    @Test
    void reportsAreBoundedAsTheSettingsSay() {
        long container = host.mkdir(POD_PATH + "/" + CONTAINER);
        for (int peer = 1; peer <= 10; peer++) {
            probes.edge(client(container, peer), aRow().turns(peer, 10 * peer));
        }
        NodeCollector collector = collector();

        List<EdgeCounters> rows = edges(collector.collect());

        assertThat(rows).hasSize(MAX_EDGES + 1).allMatch(row -> row.role() == Role.CLIENT);
        assertThat(rows.getLast().isTail()).isTrue();
        assertThat(rows.getLast().requests()).isEqualTo(1 + 2 + 3 + 4 + 5 + 6);
        PodDetail.Container detail =
                collector.pod(UID).orElseThrow().containers().getLast();
        assertThat(detail.edges()).hasSize(MAX_EDGES + 1);
    }

    @Test
    void edgesOfNobodyAreLeftOut() {
        host.mkdir(POD_PATH);
        long service = host.mkdir("/system.slice/cron.service");
        probes.edge(client(service, 1), aRow().turns(7, 70));
        probes.edge(client(0, 2), aRow().turns(7, 70));
        NodeCollector collector = collector();

        assertThat(edges(collector.collect())).isEmpty();
        probes.later(2);
        NodeReport report = collector.collect();
        assertThat(edges(report)).isEmpty();
        assertThat(report.losses()).isEmpty();
    }

    @Test
    void edgesOfACgroupThatNothingExplainsAreCounted() {
        probes.edge(client(77, 1), aRow().turns(7, 70));
        NodeCollector collector = collector();
        for (int i = 0; i < 3; i++) {
            collector.collect();
            probes.later(2);
        }
        assertThat(probes.forgotten()).containsExactly(77L);
    }

    @Test
    void aPlainCgroupHasEdgesFromItsAdoptionOn() {
        long cron = host.mkdir("/system.slice/cron.service");
        NodeCollector collector = collector();
        probes.edge(client(cron, 1), aRow().turns(7, 70));
        collector.collect();

        probes.runs(cron, 5).later(2);
        collector.collect(); // it runs, so it gets a row
        probes.edge(client(cron, 1), aRow().turns(9, 90)).later(2);
        assertThat(edges(collector.collect()))
                .extracting(EdgeCounters::requests)
                .containsExactly(9L);

        probes.created(77, POD_PATH).later(2);
        assertThat(edges(collector.collect()))
                .as("plain rows end with the first pod")
                .isEmpty();
    }

    @Test
    void whereTcpIsNotCountedThereAreNoEdges() {
        long container = host.mkdir(POD_PATH + "/" + CONTAINER);
        probes.breakFeature(Feature.TCP).edge(client(container, 1), aRow().turns(7, 70));
        assertThat(edges(collector().collect())).isEmpty();
    }
}
