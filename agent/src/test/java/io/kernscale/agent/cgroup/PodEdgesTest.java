// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static io.kernscale.agent.cgroup.ARow.aRow;
import static io.kernscale.agent.cgroup.ARow.client;
import static io.kernscale.agent.cgroup.ARow.peer;
import static io.kernscale.agent.cgroup.ARow.tail;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.agent.bpf.PeerAddress;
import io.kernscale.agent.bpf.TcpCounters.Endpoint;
import io.kernscale.wire.EdgeCounters;
import io.kernscale.wire.EdgeCounters.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which edges of a pod have rows, and what the rows hold. */
class PodEdgesTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final int MOST = 2;

    private final PodEdges edges = new PodEdges(MOST);
    private final List<Cgroup> cgroups = new ArrayList<>();
    private final Map<EdgeKey, ARow> kernel = new HashMap<>();
    private long now = 1_000 * SECOND;

    @BeforeEach
    void setUp() {
        cgroup(1);
    }

    private Cgroup cgroup(long id) {
        Cgroup cgroup = new Cgroup(id, "/" + id);
        cgroup.own();
        cgroups.add(cgroup);
        return cgroup;
    }

    /** A collection that many seconds after the last one; keyed by peer, port and role. */
    private Map<String, EdgeCounters> rowsAfter(long seconds) {
        now += seconds * SECOND;
        for (Cgroup cgroup : cgroups) {
            kernel.forEach((key, row) -> {
                if (key.cgroupId() == cgroup.id()) {
                    cgroup.see(key, row.counters(), now);
                }
            });
        }
        edges.book(cgroups, now);
        Map<String, EdgeCounters> rows = new HashMap<>();
        edges.rows().forEach(row -> assertThat(rows.put(name(row), row)).isNull());
        return rows;
    }

    /** {@code 10.0.0.7} for a client's port 80, {@code 10.0.0.7:81}, {@code tail}, {@code server:tail}. */
    private static String name(EdgeCounters row) {
        return (row.role() == Role.SERVER ? "server:" : "")
                + (row.isTail() ? "tail" : row.peer())
                + (row.port() == 80 || row.isTail() ? "" : ":" + row.port());
    }

    /** As if {@code number} requests, one a millisecond, had gone to each of the peers. */
    private void turns(int number, int... peers) {
        for (int peer : peers) {
            kernel.computeIfAbsent(client(1, peer), any -> aRow())
                    .connected(1, 0)
                    .turns(number, number * MILLI);
        }
    }

    @Test
    void sumsAnEdgeOverItsCgroups() {
        cgroup(2);
        kernel.put(
                client(1, 1),
                aRow().connected(3, 1).turns(7, 30).outstanding(1).rttMicros(40).from(new Endpoint(peer(9), 40_000)));
        kernel.put(
                client(2, 1),
                aRow().connected(5, 2).turns(2, 12).outstanding(2).rttMicros(90).from(new Endpoint(peer(9), 40_001)));

        Map<String, EdgeCounters> rows = rowsAfter(2);

        assertThat(rows)
                .containsOnly(Map.entry(
                        "10.0.0.1",
                        new EdgeCounters(
                                Role.CLIENT,
                                "10.0.0.1",
                                80,
                                8, // 3 + 5
                                0,
                                0,
                                0,
                                3, // 1 + 2
                                5, // (3 - 1) + (5 - 2)
                                0,
                                0,
                                90, // the slower
                                0,
                                9, // 7 + 2
                                9,
                                42, // 30 + 12
                                List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 9L),
                                3, // 1 + 2
                                0,
                                0,
                                List.of("10.0.0.9:40000", "10.0.0.9:40001"))));
    }

    @Test
    void everyCounterHasItsPlace() {
        ARow row = aRow();
        IntStream.range(0, 13).forEach(number -> row.count(number, 100 + number));
        kernel.put(client(1, 1), row.took(0, 3));

        assertThat(rowsAfter(2).get("10.0.0.1"))
                .isEqualTo(new EdgeCounters(
                        Role.CLIENT,
                        "10.0.0.1",
                        80,
                        100,
                        101,
                        102,
                        103,
                        104,
                        0,
                        105,
                        106,
                        0,
                        107,
                        108,
                        109,
                        112,
                        List.of(3L),
                        0,
                        110,
                        111,
                        List.of()));
    }

    @Test
    void rolesAndPortsAreEdgesOfTheirOwn() {
        kernel.put(client(1, 1), aRow().turns(1, 1));
        kernel.put(new EdgeKey(1, Role.CLIENT, peer(1), 81), aRow().turns(2, 2));
        kernel.put(new EdgeKey(1, Role.SERVER, peer(1), 80), aRow().turns(3, 3));

        Map<String, EdgeCounters> rows = rowsAfter(2);

        assertThat(rows).containsOnlyKeys("10.0.0.1", "10.0.0.1:81", "server:10.0.0.1");
        assertThat(rows.get("10.0.0.1:81").requests()).isEqualTo(2);
        assertThat(rows.get("server:10.0.0.1").requests()).isEqualTo(3);
    }

    @Test
    void aPodWithoutEdgesHasNoRows() {
        assertThat(rowsAfter(2)).isEmpty();
    }

    @Test
    void anEdgeThatIsOverBeforeItIsSeenHasItsRow() {
        kernel.put(client(1, 1), aRow().connected(1, 1));
        assertThat(rowsAfter(2)).containsOnlyKeys("10.0.0.1");
    }

    @Test
    void aConnectionFromBeforeTheAgentHasItsRow() {
        kernel.put(client(1, 1), aRow().open(1));
        assertThat(rowsAfter(2).get("10.0.0.1").open()).isEqualTo(1);
    }

    @Test
    void gaugesThatWentBelowZeroAreNone() {
        kernel.put(client(1, 1), aRow().turns(1, 1).open(-1).outstanding(-2));
        EdgeCounters row = rowsAfter(2).get("10.0.0.1");
        assertThat(row.open()).isZero();
        assertThat(row.outstanding()).isZero();
    }

    @Test
    void theBusiestHaveRowsAndTheOthersShareOne() {
        turns(5, 1);
        turns(9, 2);
        turns(7, 3);
        turns(1, 4);

        Map<String, EdgeCounters> rows = rowsAfter(2);

        assertThat(rows).containsOnlyKeys("10.0.0.2", "10.0.0.3", "tail");
        assertThat(rows.get("tail").requests()).isEqualTo(5 + 1);
        assertThat(rows.get("tail").open()).isEqualTo(2);
        assertThat(rows.get("tail").port()).isZero();
    }

    @Test
    void amongEdgesThatHardlyWaitThoseWithMoreRequestsComeFirst() {
        kernel.put(client(1, 1), aRow().turns(1, 0));
        kernel.put(client(1, 2), aRow().turns(9, 0));
        kernel.put(client(1, 3), aRow().turns(8, 0));
        assertThat(rowsAfter(2)).containsOnlyKeys("10.0.0.2", "10.0.0.3", "tail");
    }

    @Test
    void theKernelsTailIsPartOfTheTail() {
        turns(5, 1);
        kernel.put(tail(1, Role.CLIENT), aRow().connected(4, 1).turns(6, 60).outstanding(2));
        kernel.put(tail(1, Role.SERVER), aRow().turns(8, 80));

        Map<String, EdgeCounters> rows = rowsAfter(2);

        assertThat(rows).containsOnlyKeys("10.0.0.1", "tail", "server:tail");
        assertThat(rows.get("tail").requests()).isEqualTo(6);
        assertThat(rows.get("tail").open()).isEqualTo(3);
        assertThat(rows.get("tail").outstanding()).isEqualTo(2);
        assertThat(rows.get("server:tail").requests()).isEqualTo(8);
    }

    @Test
    void theTailStaysWhenNobodyIsInItAnyLonger() {
        turns(5, 1, 2, 3);
        rowsAfter(2);
        kernel.clear();
        assertThat(rowsAfter(200)).containsOnlyKeys("tail");
        assertThat(rowsAfter(200).get("tail").requests()).isEqualTo(5);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                                  | rival's requests | takes the row
            as busy                                 | 100              | false
            busier, but not clearly                 | 199              | false
            clearly busier                          | 201              | true
            """)
    void aRowGoesToAnEdgeThatIsClearlyBusier(String name, int requests, boolean takes) {
        turns(100, 1);
        turns(1_000, 2);
        rowsAfter(2);
        kernel.clear();
        turns(requests, 3);

        assertThat(rowsAfter(0).containsKey("10.0.0.3")).isEqualTo(takes);
    }

    @Test
    void whatAnEdgeCountsGoesToTheRowThatItHasWhenItIsRead() {
        turns(100, 1, 2);
        turns(10, 3);
        assertThat(rowsAfter(2).get("tail").requests()).isEqualTo(10);

        turns(1_010, 3); // 1,000 more: clearly busier than 1 and 2, of which one makes room
        turns(103, 1, 2);
        Map<String, EdgeCounters> rows = rowsAfter(2);

        assertThat(rows.get("10.0.0.3").requests()).as("began at zero").isEqualTo(1_000);
        assertThat(rows.get("tail").requests()).as("and the 3 of the other").isEqualTo(10 + 3);
        assertThat(rows).hasSize(3);
    }

    @Test
    void anEdgeThatLostItsRowRestsBeforeItGetsOneAgain() {
        turns(100, 1, 2);
        rowsAfter(2);
        turns(1_000, 3, 4);
        assertThat(rowsAfter(2)).containsOnlyKeys("10.0.0.3", "10.0.0.4", "tail");

        turns(1_000_000, 1, 2);
        assertThat(rowsAfter(2)).containsOnlyKeys("10.0.0.3", "10.0.0.4", "tail");
        turns(1_000_001, 1, 2);
        Map<String, EdgeCounters> rows = rowsAfter(8);
        assertThat(rows).containsOnlyKeys("10.0.0.1", "10.0.0.2", "tail");
        assertThat(rows.get("10.0.0.1").requests()).isEqualTo(1);
    }

    @Test
    void rowsDoNotChangeHandsUnderAnEvenLoad() {
        Set<String> holders = new HashSet<>();
        for (int second = 0; second < 200; second++) {
            for (int peer = 1; peer <= 20; peer++) {
                turns(1 + (second + peer) / 20, peer); // each asks once in 20 s, one a second
            }
            Set<String> rows = rowsAfter(1).keySet();
            if (second >= 60) {
                holders.addAll(rows);
            }
        }
        assertThat(holders).hasSize(MOST + 1).contains("tail");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                                                | open | idle seconds | has a row
            a minute later a new connection goes on               | 0    | 60           | true
            just before                                           | 0    | 89           | true
            without a connection for so long it leaves            | 0    | 90           | false
            an idle connection is a connection                    | 1    | 1000         | true
            """)
    void anIdleEdgeLeaves(String name, int open, long seconds, boolean has) {
        kernel.put(client(1, 1), aRow().turns(7, 1).open(open));
        rowsAfter(2);
        assertThat(rowsAfter(seconds).containsKey("10.0.0.1")).isEqualTo(has);
    }

    @Test
    void anEdgeThatLeftBeginsAtZero() {
        turns(7, 1);
        rowsAfter(2);
        kernel.clear();
        assertThat(rowsAfter(90)).isEmpty();
        assertThat(rowsAfter(10)).isEmpty();
        turns(3, 1);

        assertThat(rowsAfter(2).get("10.0.0.1").requests()).isEqualTo(3);
    }

    @Test
    void aRowThatTheKernelBeganAnewGoesOn() {
        turns(7, 1);
        rowsAfter(2);
        kernel.clear();
        assertThat(rowsAfter(30).get("10.0.0.1").requests()).isEqualTo(7);
        assertThat(rowsAfter(1).get("10.0.0.1").open())
                .as("no row, no connection")
                .isZero();
        turns(3, 1);

        assertThat(rowsAfter(30).get("10.0.0.1").requests()).isEqualTo(7 + 3);
    }

    @Test
    void anEndedCgroupLeavesItsCountersAndTakesItsConnectionsAlong() {
        Cgroup second = cgroup(2);
        turns(7, 1);
        kernel.put(client(2, 1), aRow().connected(4, 0).turns(5, 5 * MILLI).outstanding(3));
        rowsAfter(2);

        second.end();
        kernel.put(client(2, 1), aRow().connected(4, 0).turns(6, 6 * MILLI).outstanding(3));
        EdgeCounters ended = rowsAfter(2).get("10.0.0.1");
        assertThat(ended.requests()).isEqualTo(7 + 6);
        assertThat(ended.open()).isEqualTo(1);
        assertThat(ended.outstanding()).isZero();

        second.see(client(2, 1), aRow().connected(4, 0).turns(8, 8 * MILLI).counters(), now);
        edges.fold(second);
        cgroups.remove(second);
        assertThat(rowsAfter(2).get("10.0.0.1").requests())
                .as("what came late counts as well")
                .isEqualTo(7 + 8);
        assertThat(rowsAfter(2).get("10.0.0.1").requests()).isEqualTo(7 + 8);
    }

    @Test
    void partsOfAPodHaveEdgesOfTheirOwn() {
        Cgroup second = cgroup(2);
        turns(7, 1, 2, 3);
        kernel.put(client(2, 1), aRow().connected(1, 0).turns(5, 5 * MILLI));
        rowsAfter(2);

        List<EdgeCounters> rows = edges.ofOnly(List.of(second));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.requests()).isEqualTo(5);
            assertThat(row.outstandingNanos()).isEqualTo(5 * MILLI);
            assertThat(row.open()).isEqualTo(1);
        });
        assertThat(edges.ofOnly(List.of(cgroups.getFirst()))).hasSize(MOST + 1).allMatch(row -> row.requests() == 7);
        assertThat(rowsAfter(0).get("10.0.0.1").requests())
                .as("asking changes nothing")
                .isEqualTo(7 + 5);
    }

    @Test
    void aRowIsMadeAnewOnlyWhenSomethingChanged() {
        turns(7, 1);
        kernel.get(client(1, 1)).from(new Endpoint(peer(9), 40_000));
        EdgeCounters first = rowsAfter(2).get("10.0.0.1");
        assertThat(rowsAfter(2).get("10.0.0.1")).isSameAs(first);

        turns(8, 1);
        EdgeCounters grown = rowsAfter(2).get("10.0.0.1");
        assertThat(grown.requests()).isEqualTo(8);
        assertThat(grown.connections()).isSameAs(first.connections());

        kernel.get(client(1, 1)).from(new Endpoint(peer(9), 40_001));
        assertThat(rowsAfter(2).get("10.0.0.1").connections()).containsExactly("10.0.0.9:40001");
    }

    @Test
    void connectionsOfManyCgroupsAreBounded() {
        for (int id = 2; id <= 9; id++) {
            long cgroup = cgroup(id).id();
            Endpoint[] sixteen = IntStream.range(0, 16)
                    .mapToObj(port -> new Endpoint(peer(9), (int) (100 * cgroup + port)))
                    .toArray(Endpoint[]::new);
            kernel.put(client(id, 1), aRow().open(16).from(sixteen));
        }
        assertThat(rowsAfter(2).get("10.0.0.1").connections()).hasSize(64).doesNotHaveDuplicates();
    }

    @Test
    void tenThousandEdgesAreBoundedAndForgotten() {
        PodEdges many = new PodEdges(32);
        Cgroup cgroup = cgroups.getFirst();
        for (int i = 0; i < 10_000; i++) {
            cgroup.see(
                    new EdgeKey(1, Role.SERVER, new PeerAddress(0xfd00L << 48, i), 80),
                    aRow().turns(i, i * MILLI).counters(),
                    now);
        }
        many.book(cgroups, now);
        assertThat(many.rows()).hasSize(33);
        assertThat(many.rows().subList(0, 32))
                .as("the busiest: 9,968 to 9,999")
                .allMatch(row -> row.requests() >= 9_968);
        assertThat(many.rows().getLast().requests()).isEqualTo(9_967L * 9_968 / 2);

        many.book(cgroups, now + 60 * SECOND);
        assertThat(cgroup.edges()).as("the kernel has none of them").isEmpty();
        many.book(cgroups, now + 90 * SECOND);
        assertThat(many.rows()).hasSize(1);
        assertThat(many.size()).as("those that had rows rest").isEqualTo(32);
        many.book(cgroups, now + 100 * SECOND);
        assertThat(many.size()).isZero();
    }
}
