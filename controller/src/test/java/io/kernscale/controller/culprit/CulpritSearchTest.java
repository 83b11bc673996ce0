// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import static io.kernscale.controller.classify.AnObservation.anObservation;
import static io.kernscale.controller.culprit.AMap.call;
import static io.kernscale.controller.culprit.AMap.dependency;
import static io.kernscale.controller.culprit.AMap.key;
import static io.kernscale.controller.culprit.AMap.peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kernscale.controller.classify.AnEdge;
import io.kernscale.controller.classify.AnObservation;
import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CulpritSearchTest {

    /** @param expected per culprit {@code END name share in per cent}, the largest share first */
    private record Row(String name, AMap map, String... expected) {}

    private static Stream<Row> ends() {
        return Stream.of(
                new Row("a saturated peer", web().with("cart", Rule.QUOTA_WAIT), "CPU cart 100"),
                new Row("a peer at its limit", web().with("cart", Rule.AT_LIMIT), "CPU cart 100"),
                new Row("a peer on a slow disk", web().with("cart", Rule.DISK_DOMINATES), "DISK cart 100"),
                new Row("a peer that waits for its lock", web().with("cart", Rule.LOCK_DOMINATES), "LOCK cart 100"),
                new Row("a victim of neighbours", web().with("cart", Rule.NEIGHBOUR_WAIT), "NEIGHBOUR cart 100"),
                new Row("a peer that sleeps", web().with("cart", Rule.NOTHING_SHORT), "NOT_SHORT cart 100"),
                new Row("a peer that idles", web().with("cart", Rule.NO_WORK), "NOT_SHORT cart 100"),
                new Row("a peer without agent", web().with("cart", Rule.NOT_OBSERVED), "UNOBSERVED cart 100"),
                new Row("a peer that is not on the map", web(), "UNOBSERVED cart 100"),
                new Row(
                        "a quiet peer of which a part is seen",
                        web().with("cart", Rule.NOTHING_SHORT, anObservation().withPods(3, 2)),
                        "UNOBSERVED cart 100"),
                new Row(
                        "a saturated peer of which a part is seen",
                        web().with("cart", Rule.QUOTA_WAIT, anObservation().withPods(3, 2)),
                        "CPU cart 100"),
                new Row(
                        "a peer that waits, nobody knows for whom",
                        web().with("cart", Rule.NETWORK_DOMINATES),
                        "UNOBSERVED cart 100"));
    }

    private static Stream<Row> outside() {
        return Stream.of(
                        new Peer.Outside("10.9.0.7", "orders-db"),
                        new Peer.OfService("shop", "legacy"),
                        new Peer.OfNode("worker-1"),
                        new Peer.Tail())
                .map(peer -> new Row(
                        peer.displayName(),
                        new AMap().with("web", Rule.ANSWERS_DOMINATE, call(peer, 3)),
                        "OUTSIDE " + peer.displayName() + " 100"));
    }

    private static Stream<Row> shapes() {
        return Stream.of(
                new Row(
                        "a fan-out: 6 of 9 and 3 of 9, what is below a fifth left out",
                        new AMap()
                                .with("web", Rule.ANSWERS_DOMINATE, call("a", 6), call("b", 3), call("c", 1))
                                .with("a", Rule.QUOTA_WAIT)
                                .with("b", Rule.DISK_DOMINATES)
                                .with("c", Rule.QUOTA_WAIT),
                        "CPU a 67",
                        "DISK b 33"),
                new Row(
                        "a diamond: 6/9 + 3/9",
                        new AMap()
                                .with("web", Rule.ANSWERS_DOMINATE, call("a", 6), call("b", 3))
                                .waits("a", "db")
                                .waits("b", "db")
                                .with("db", Rule.QUOTA_WAIT),
                        "CPU db 100"),
                new Row(
                        "a shared dependency beside one's own",
                        new AMap()
                                .waits("web", "a", "b")
                                .waits("a", "db")
                                .waits("b", "db", "disk")
                                .with("db", Rule.QUOTA_WAIT)
                                .with("disk", Rule.DISK_DOMINATES),
                        "CPU db 75",
                        "DISK disk 25"),
                new Row(
                        "one peer by two ports",
                        new AMap()
                                .with("web", Rule.ANSWERS_DOMINATE, call("a", 3), call("b", 4), call("a", 3))
                                .with("a", Rule.QUOTA_WAIT)
                                .with("b", Rule.QUOTA_WAIT),
                        "CPU a 60",
                        "CPU b 40"),
                new Row("a cycle", new AMap().waits("web", "a").waits("a", "b").waits("b", "web"), "CYCLE web 100"),
                new Row(
                        "a cycle further down, with a way out",
                        new AMap()
                                .waits("web", "a")
                                .waits("a", "b")
                                .waits("b", "a", "db")
                                .with("db", Rule.QUOTA_WAIT),
                        "CYCLE a 50",
                        "CPU db 50"),
                new Row("oneself", new AMap().waits("web", "web"), "CYCLE web 100"),
                new Row(
                        "a peer that is saturated and also waits",
                        web().with("cart", Rule.QUOTA_WAIT, call("db", 30)).with("db", Rule.DISK_DOMINATES),
                        "CPU cart 100"),
                new Row(
                        "a cheap step that spends half of its work on calls",
                        web().with("cart", Rule.NOTHING_SHORT, inFlight(4), call("db", 2))
                                .with("db", Rule.QUOTA_WAIT),
                        "CPU db 100"),
                new Row(
                        "a step that holds the work itself",
                        web().with("cart", Rule.NOTHING_SHORT, inFlight(4), call("db", 1.9))
                                .with("db", Rule.QUOTA_WAIT),
                        "NOT_SHORT cart 100"),
                new Row(
                        "subscriptions and sidecars are not followed",
                        new AMap()
                                .with(
                                        "web",
                                        Rule.ANSWERS_DOMINATE,
                                        dependency(Kind.SUBSCRIPTION, peer("queue"), 10, 1),
                                        dependency(Kind.INTERNAL, peer("web"), 10, 100),
                                        call("cart", 4))
                                .with("cart", Rule.QUOTA_WAIT),
                        "CPU cart 100"));
    }

    private static AMap web() {
        return new AMap().waits("web", "cart");
    }

    private static AnObservation inFlight(int requests) {
        return anObservation()
                .withTraffic(new Traffic(
                        List.of(), List.of(AnEdge.anEdge(8).hanging(requests).with("web", 80))));
    }

    @TestFactory
    Stream<DynamicTest> findsTheEndsOfWaits() {
        return Stream.of(ends(), outside(), shapes())
                .flatMap(rows -> rows)
                .map(row -> dynamicTest(row.name(), () -> {
                    Walk walk = row.map().from("web");
                    assertThat(walk.culprits().stream().map(CulpritSearchTest::text))
                            .containsExactly(row.expected());
                }));
    }

    private static String text(Culprit culprit) {
        String name = culprit.peer() instanceof Peer.OfWorkload(WorkloadKey workload)
                ? workload.name()
                : culprit.peer().displayName();
        return culprit.end() + " " + name + " " + Math.round(100 * culprit.share());
    }

    @Test
    void blamesNobodyForAWorkloadThatDoesNotWait() {
        for (Rule rule : Rule.values()) {
            boolean waits = rule.label() == Label.WAITING;
            AMap map = new AMap().with("web", rule, call("db", 9)).with("db", Rule.QUOTA_WAIT);
            assertThat(map.from("web").culprits().isEmpty()).as(rule.name()).isEqualTo(!waits);
        }
        assertThat(new AMap().from("web")).isEqualTo(Walk.NONE);
    }

    @Test
    void endsAtOnceAtAWaiterWithItsOwnLock() {
        AMap map = new AMap().with("web", Rule.LOCK_DOMINATES, call("db", 9)).with("db", Rule.QUOTA_WAIT);
        assertThat(map.from("web").culprits()).containsExactly(new Culprit(End.LOCK, peer("web"), 1, "web: LockBound"));
    }

    @Test
    void tellsTheWayWithItsNumbers() {
        AMap map = new AMap()
                .with("web", Rule.ANSWERS_DOMINATE, dependency(Kind.CALL, peer("cart"), 38, 38 / 0.412))
                .waits("cart", "postgres")
                .with("postgres", Rule.DISK_DOMINATES, anObservation().withDisk(400, 3, 1));
        assertThat(path(map)).isEqualTo("web → cart (412 ms outstanding, 38 concurrent) → postgres: IoBound on vda");
    }

    @Test
    void tellsTheNumbersOfASingleStepToo() {
        AMap map = web().with("cart", Rule.DISK_DOMINATES, anObservation().withDisk(400, 3, 1, "shop/Deployment/x"));
        assertThat(path(map))
                .isEqualTo("web → cart (40 ms outstanding, 4 concurrent): IoBound on vda,"
                        + " also used by shop/Deployment/x");
    }

    @Test
    void tellsWhatIsALowerBoundAndWhatWasNeverAnswered() {
        Peer elsewhere = new Peer.OfWorkload(new WorkloadKey("data", "StatefulSet", "db"));
        AMap map = new AMap()
                .with("web", Rule.ANSWERS_DOMINATE, dependency(Kind.UNCLEAR, peer("cart"), 38, 100))
                .with("cart", Rule.ANSWERS_DOMINATE, dependency(Kind.CALL, elsewhere, 10, 0));
        assertThat(path(map))
                .isEqualTo("web → cart (380 ms outstanding, at least 38 concurrent) → data/db: Unobserved");
        AMap hung = new AMap().with("web", Rule.ANSWERS_DOMINATE, dependency(Kind.CALL, elsewhere, 10, 0));
        assertThat(path(hung)).isEqualTo("web → data/db (unanswered, 10 concurrent): Unobserved");
    }

    @Test
    void namesAVictimOfNeighbours() {
        AMap map = web().with("cart", Rule.NEIGHBOUR_WAIT, anObservation().withNodes(4, 0.92));
        assertThat(path(map)).endsWith(": NoisyNeighbour, others took its CPU in 92 % of the switches");
    }

    @Test
    void namesTheNeighbourWhoTakesTheMost() {
        var observation = anObservation().withNodes(4, 0.92).withNeighbours("shop/Job/report", "shop/Deployment/web");
        assertThat(path(web().with("cart", Rule.NEIGHBOUR_WAIT, observation)))
                .endsWith(": NoisyNeighbour, shop/Job/report took its CPU in 92 % of the switches");
    }

    @Test
    void tellsTheHeavierOfTwoWays() {
        AMap map = new AMap()
                .with("web", Rule.ANSWERS_DOMINATE, call("a", 4), call("b", 5))
                .waits("a", "db")
                .waits("b", "db")
                .with("db", Rule.QUOTA_WAIT);
        assertThat(path(map)).isEqualTo("web → b (50 ms outstanding, 5 concurrent) → db: CpuBound");
    }

    private static String path(AMap map) {
        return map.from("web").culprits().getFirst().path();
    }

    @Test
    void followsAChainOfAnyLength() {
        for (int length : List.of(12, 20_000)) {
            AMap map = new AMap();
            IntStream.range(0, length).forEach(i -> map.waits("s" + i, "s" + (i + 1)));
            map.with("s" + length, Rule.QUOTA_WAIT);
            assertThat(map.from("s0").culprits().stream().map(CulpritSearchTest::text))
                    .containsExactly("CPU s" + length + " 100");
        }
    }

    @Test
    void looksAtEachWorkloadOnceWhereWaysAreWithoutNumber() {
        AMap map = new AMap(); // 20 layers of 3, each of which waits for all of the next: 3^20 ways
        for (int layer = 0; layer < 20; layer++) {
            for (int i = 0; i < 3; i++) {
                map.waits("s" + layer + i, "s" + (layer + 1) + 0, "s" + (layer + 1) + 1, "s" + (layer + 1) + 2);
            }
        }
        IntStream.range(0, 3).forEach(i -> map.with("s20" + i, Rule.QUOTA_WAIT));

        List<Culprit> culprits = map.from("s00").culprits();

        assertThat(culprits)
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.share()).isCloseTo(1.0 / 3, within(1e-9)));
    }

    /** 500 maps of 2 to 12 workloads from one seed, with all labels, cycles and fan-outs. */
    @Test
    void sharesAddUpAndWaysAreReal() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            AMap map = randomMap(random, 2 + random.nextInt(11));
            for (WorkloadKey start : map.nodes().keySet()) {
                List<Culprit> culprits =
                        new CulpritSearch(map.nodes()).from(start).culprits();
                if (map.nodes().get(start).assessment().label() != Label.WAITING) {
                    assertThat(culprits).isEmpty();
                    continue;
                }
                assertThat(culprits.stream().mapToDouble(Culprit::share).sum()).isCloseTo(1, within(1e-9));
                assertThat(culprits.stream().map(one -> one.end() + " " + one.peer()))
                        .doesNotHaveDuplicates();
                assertThat(culprits).isSortedAccordingTo((a, b) -> Double.compare(b.share(), a.share()));
                culprits.forEach(
                        one -> assertThat(isReal(one, map)).as(one.path()).isTrue());
            }
        }
    }

    private static AMap randomMap(Random random, int size) {
        Rule[] rules = Rule.values();
        AMap map = new AMap();
        for (int i = 0; i < size; i++) {
            List<Dependency> dependencies = new ArrayList<>();
            for (int calls = random.nextInt(4); calls > 0; calls--) {
                dependencies.add(call("s" + random.nextInt(size), 0.1 + 10 * random.nextDouble()));
            }
            Rule rule = random.nextInt(3) > 0 ? Rule.ANSWERS_DOMINATE : rules[random.nextInt(rules.length)];
            map.with("s" + i, rule, dependencies.toArray(Dependency[]::new));
        }
        return map;
    }

    /** Whether each step of the path is a call on the map, and the end is what the workload there shows. */
    private static boolean isReal(Culprit culprit, AMap map) {
        String[] steps =
                culprit.path().substring(0, culprit.path().lastIndexOf(": ")).split(" → ");
        List<String> names =
                Stream.of(steps).map(step -> step.replaceAll(" \\(.*", "")).toList();
        boolean steady = IntStream.range(1, names.size())
                .allMatch(i -> map.nodes().get(key(names.get(i - 1))).dependencies().stream()
                        .anyMatch(one -> one.call().peer().equals(peer(names.get(i)))));
        Rule rule = map.nodes().get(key(names.getLast())).assessment().rule();
        return steady
                && peer(names.getLast()).equals(culprit.peer())
                && switch (culprit.end()) {
                    case CPU -> rule.label() == Label.CPU_BOUND && rule != Rule.NEIGHBOUR_WAIT;
                    case NEIGHBOUR -> rule == Rule.NEIGHBOUR_WAIT;
                    case DISK -> rule.label() == Label.IO_BOUND;
                    case LOCK -> rule == Rule.LOCK_DOMINATES;
                    case CYCLE -> reaches(names.getLast(), names.get(names.size() - 2), map, new HashSet<>());
                    case OUTSIDE -> false;
                    case UNOBSERVED, NOT_SHORT -> true;
                };
    }

    private static boolean reaches(String from, String to, AMap map, Set<String> seen) {
        return from.equals(to)
                || seen.add(from)
                        && map.nodes().get(key(from)).dependencies().stream()
                                .anyMatch(one -> one.call().peer() instanceof Peer.OfWorkload(WorkloadKey next)
                                        && reaches(next.name(), to, map, seen));
    }
}
