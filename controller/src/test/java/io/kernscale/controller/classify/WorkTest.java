// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static io.kernscale.controller.classify.AnEdge.anEdge;
import static io.kernscale.controller.classify.AnObservation.CART;
import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Labels of workloads whose connections are counted. One pod, windows of 2 seconds, a limit of 4 cores. */
class WorkTest {

    private static final Peer SELF = new Peer.OfWorkload(CART);

    /** A window, or some: what it shows but for the connections, and the connections. */
    private record Window(AnObservation observation, List<Call> calls, List<Call> served, int times) {

        Window times(int times) {
            return new Window(observation, calls, served, times);
        }
    }

    /** @param windows the last one is judged */
    private record Row(String name, Rule expected, Window... windows) {}

    private static Window window(AnObservation observation, List<Call> calls, List<Call> served) {
        return new Window(observation, calls, served, 1);
    }

    private static Window client(AnObservation observation, Call... calls) {
        return window(observation, List.of(calls), List.of());
    }

    private static Window server(AnObservation observation, Call... served) {
        return window(observation, List.of(), List.of(served));
    }

    private static List<Call> calls(Call... calls) {
        return List.of(calls);
    }

    private static AnObservation quiet() {
        return anObservation().running(0.005, 0, 0);
    }

    private static AnObservation busy() {
        return anObservation().running(0.3, 0.01, 0);
    }

    private static Call probes() {
        return anEdge(0).turns(0.2, 0.001).with(new Peer.OfNode("node-1"), 8080);
    }

    /** Requests in flight: so many a second of so many seconds each. */
    private static Call clients(double perSecond, double seconds) {
        return anEdge(100).turns(perSecond, seconds).with("gateway", 8080);
    }

    private static Stream<Row> subscriptions() {
        return Stream.of(
                new Row(
                        "a long poll of 30 s, without work",
                        Rule.NO_WORK,
                        window(quiet(), calls(anEdge(1).hanging(1).with("events", 80)), calls(probes()))),
                new Row(
                        "a client that lists and then watches",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(1).turns(5, 0.02).pushed(50).with("apiserver", 443)),
                        client(quiet(), anEdge(1).pushed(20).with("apiserver", 443))
                                .times(5)),
                new Row(
                        "a consumer that blocks in BLPOP",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(4).hanging(4).with("redis", 6379))),
                new Row(
                        "a consumer whose fetches last half a second each",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(2).turns(4, 0.5).with("kafka", 9092))),
                new Row(
                        "a consumer that was busy for a while, and is idle most of the time",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(1).hanging(1).with("redis", 6379))
                                .times(60),
                        client(busy(), anEdge(1).turns(900, 0.0005).with("redis", 6379))
                                .times(30),
                        client(quiet(), anEdge(1).hanging(1).with("redis", 6379))),
                new Row(
                        "a LISTEN on an idle connection",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(1).pushed(1).with("postgres", 5432))),
                new Row(
                        "a fetch beside requests too few to wait there",
                        Rule.NO_WORK,
                        window(quiet(), calls(anEdge(1).turns(2, 0.5).with("kafka", 9092)), calls(clients(0.4, 0.01)))),
                new Row(
                        "a fetch beside some requests",
                        Rule.NOTHING_SHORT,
                        window(busy(), calls(anEdge(1).turns(2, 0.5).with("kafka", 9092)), calls(clients(10, 0.002)))),
                new Row(
                        "a BLPOP beside many requests, after some windows",
                        Rule.NOTHING_SHORT,
                        window(
                                        anObservation().running(0.1, 0, 0),
                                        calls(anEdge(1).hanging(1).with("redis", 6379)),
                                        calls(clients(100, 0.01)))
                                .times(3)),
                new Row(
                        "a BLPOP beside commands on the same port",
                        Rule.NOTHING_SHORT,
                        window(
                                        anObservation().running(0.1, 0, 0),
                                        calls(anEdge(9)
                                                .turns(1000, 0.00007)
                                                .hanging(1)
                                                .with("redis", 6379)),
                                        calls(clients(100, 0.01)))
                                .times(3)),
                new Row(
                        "a stream of logs that nobody answers",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(1).hanging(1).overlapping(40).with("loki", 3100))),
                new Row(
                        "the same in a window without logs",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(1).hanging(1).overlapping(40).with("loki", 3100)),
                        client(quiet(), anEdge(1).hanging(1).with("loki", 3100))),
                new Row(
                        "heartbeats that cross each other",
                        Rule.NO_WORK,
                        client(
                                quiet(),
                                anEdge(1).turns(0.2, 2.5).bytes(1.6, 1.6).with("rabbit", 5672))),
                new Row(
                        "heartbeats that are answered at once",
                        Rule.NO_WORK,
                        client(quiet(), anEdge(10).turns(1, 0.001).with("postgres", 5432))));
    }

    private static Stream<Row> pools() {
        return IntStream.of(1, 10, 200)
                .boxed()
                .flatMap(size -> Stream.of(
                        new Row(
                                "a pool of " + size + " that idles",
                                Rule.NO_WORK,
                                window(quiet(), calls(anEdge(size).with("postgres", 5432)), calls(probes()))),
                        new Row(
                                "a pool of " + size + " that is used a little",
                                Rule.NOTHING_SHORT,
                                window(
                                        busy(),
                                        calls(anEdge(size).turns(20, 0.002).with("postgres", 5432)),
                                        calls(clients(20, 0.01)))),
                        new Row(
                                "a pool of " + size + " whose connections all wait for slow answers",
                                Rule.ANSWERS_DOMINATE,
                                window(
                                        anObservation().running(0.01, 0, 0),
                                        calls(anEdge(size).turns(size / 2.0, 2).with("postgres", 5432)),
                                        calls(anEdge(size)
                                                .turns(size / 2.0, 2.01)
                                                .with("gateway", 8080))))));
    }

    private static Stream<Row> hangs() {
        Window normal =
                window(busy(), calls(anEdge(10).turns(100, 0.01).with("postgres", 5432)), calls(clients(100, 0.02)));
        Window hung = window(
                quiet(),
                calls(anEdge(10).hanging(10).with("postgres", 5432)),
                calls(anEdge(100).hanging(40).with("gateway", 8080)));
        return Stream.of(
                new Row(
                        "a dependency that hangs, for minutes",
                        Rule.ANSWERS_DOMINATE,
                        normal.times(10),
                        hung.times(200)),
                new Row("a dependency that hangs from the start", Rule.ANSWERS_DOMINATE, hung.times(100)),
                new Row(
                        "a dependency that hangs while other requests are served",
                        Rule.ANSWERS_DOMINATE,
                        normal.times(10),
                        window(
                                        anObservation().running(0.3, 0, 0),
                                        calls(anEdge(10).hanging(10).with("postgres", 5432)),
                                        calls(anEdge(100)
                                                .turns(100, 0.005)
                                                .hanging(10)
                                                .with("gateway", 8080)))
                                .times(50)),
                new Row(
                        "a client whose server hangs",
                        Rule.ANSWERS_DOMINATE,
                        client(busy(), anEdge(8).turns(100, 0.01).with("api", 80))
                                .times(10),
                        client(quiet(), anEdge(8).hanging(8).with("api", 80)).times(50)),
                new Row(
                        "a multiplexed connection whose peer hangs",
                        Rule.ANSWERS_DOMINATE,
                        client(busy(), anEdge(1).turns(50, 0.01).overlapping(50).with("api", 80))
                                .times(10),
                        client(quiet(), anEdge(1).hanging(1).overlapping(20).with("api", 80))
                                .times(10)),
                new Row(
                        "a dependency slow at start-up, fast, and then hung",
                        Rule.ANSWERS_DOMINATE,
                        client(quiet(), anEdge(8).turns(4, 2).with("api", 80)).times(5),
                        client(busy(), anEdge(8).turns(100, 0.01).with("api", 80))
                                .times(20),
                        client(quiet(), anEdge(8).hanging(8).with("api", 80)).times(20)),
                new Row(
                        "a dependency slow at start-up, asked by a server",
                        Rule.ANSWERS_DOMINATE,
                        window(
                                        quiet(),
                                        calls(anEdge(8).turns(4, 2).with("api", 80)),
                                        calls(anEdge(20).turns(4, 4).with("gateway", 8080)))
                                .times(20)),
                new Row(
                        "a pool of 8 that waits for slow answers, and 92 requests in line for it",
                        Rule.ANSWERS_DOMINATE,
                        window(
                                        quiet(),
                                        calls(anEdge(8).turns(10, 0.8).with("api", 80)),
                                        calls(anEdge(100).turns(10, 10).with("gateway", 8080)))
                                .times(20)),
                new Row(
                        "ten slow calls at once for each request",
                        Rule.ANSWERS_DOMINATE,
                        window(
                                        quiet(),
                                        calls(anEdge(60).turns(60, 1).with("shards", 80)),
                                        calls(anEdge(100).turns(6, 1.01).with("gateway", 8080)))
                                .times(20)),
                new Row(
                        "connection attempts that nobody answers",
                        Rule.ANSWERS_DOMINATE,
                        client(quiet(), anEdge(0).hanging(3).with("gone", 80))),
                new Row(
                        "a server that hangs with its requests",
                        Rule.NOTHING_SHORT,
                        server(busy(), clients(100, 0.01)).times(10),
                        server(quiet(), anEdge(100).hanging(60).with("gateway", 8080))
                                .times(50)));
    }

    private static Stream<Row> parked() {
        return Stream.of(
                new Row(
                        "500 long polls that are held",
                        Rule.NO_WORK,
                        server(
                                anObservation()
                                        .running(0.01, 0, 0)
                                        .cycling(500, 20)
                                        .blocked(0, 500, 0, 1, 0),
                                anEdge(500).turns(16, 30).outstanding(499, 500).with("browsers", 80))),
                new Row(
                        "streams that come in and are not answered",
                        Rule.NO_WORK,
                        server(quiet(), anEdge(30).hanging(30).overlapping(10).with("agents", 514))),
                new Row(
                        "a broker whose clients fetch for half a second",
                        Rule.NO_WORK,
                        server(quiet(), anEdge(40).turns(80, 0.5).with("consumers", 9092))),
                new Row(
                        "long polls, and a pop from the queue that feeds them",
                        Rule.NO_WORK,
                        window(
                                quiet(),
                                calls(anEdge(1).hanging(1).with("redis", 6379)),
                                calls(anEdge(50).hanging(50).with("browsers", 80)))));
    }

    private static Stream<Row> waits() {
        return Stream.of(
                new Row(
                        "workers that wait for a slow answer",
                        Rule.ANSWERS_DOMINATE,
                        window(busy(), calls(anEdge(40).turns(92, 0.412).with("db", 5432)), calls(clients(92, 0.42)))),
                new Row(
                        "8 clients of a service that takes 200 ms",
                        Rule.ANSWERS_DOMINATE,
                        client(
                                anObservation()
                                        .running(0.04, 0, 0)
                                        .cycling(7.9, 40)
                                        .blocked(0, 0, 7.9, 0, 0),
                                anEdge(8).turns(39.5, 0.2).with("slow", 80))),
                new Row(
                        "just below four fifths: 1.2 of 1.51",
                        Rule.NOTHING_SHORT,
                        window(busy(), calls(anEdge(9).turns(12, 0.1).with("db", 5432)), calls(clients(12, 0.13)))),
                new Row(
                        "just above: 1.3 of 1.61",
                        Rule.ANSWERS_DOMINATE,
                        window(busy(), calls(anEdge(9).turns(13, 0.1).with("db", 5432)), calls(clients(13, 0.13)))),
                new Row(
                        "keeps the label: 0.9 of 1.21",
                        Rule.ANSWERS_DOMINATE,
                        window(busy(), calls(anEdge(9).turns(20, 0.1).with("db", 5432)), calls(clients(20, 0.13))),
                        window(busy(), calls(anEdge(9).turns(9, 0.1).with("db", 5432)), calls(clients(9, 0.13)))),
                new Row(
                        "too little to matter: 0.2",
                        Rule.NOTHING_SHORT,
                        window(quiet(), calls(anEdge(9).turns(2, 0.1).with("db", 5432)), calls(clients(2, 0.11)))),
                new Row(
                        "one multiplexed connection for 38 requests",
                        Rule.ANSWERS_DOMINATE,
                        window(
                                anObservation()
                                        .running(0.5, 0, 0)
                                        .cycling(38, 900)
                                        .blocked(0, 38, 0, 1, 0),
                                calls(anEdge(1)
                                        .turns(60, 0.01)
                                        .outstanding(0.98, 1)
                                        .overlapping(40)
                                        .pushed(40)
                                        .with("api", 80)),
                                calls(clients(100, 0.38)))),
                new Row(
                        "a pipelined connection that is mostly idle",
                        Rule.NOTHING_SHORT,
                        window(
                                busy(),
                                calls(anEdge(1).turns(60, 0.001).overlapping(40).with("redis", 6379)),
                                calls(clients(60, 0.01)))),
                new Row(
                        "a sidecar that is asked on the loopback",
                        Rule.NOTHING_SHORT,
                        window(
                                busy(),
                                List.of(anEdge(4).turns(100, 0.02).with(SELF, 9000)),
                                List.of(anEdge(4).turns(100, 0.02).with(SELF, 9000), clients(100, 0.021)))));
    }

    private static Stream<Row> besideOtherShortages() {
        List<Call> slow = calls(anEdge(40).turns(100, 0.38).with("db", 5432));
        List<Call> clients = calls(clients(100, 0.4));
        return Stream.of(
                new Row(
                        "a waiter on a full node",
                        Rule.ANSWERS_DOMINATE,
                        window(anObservation().running(0.5, 0.5, 0).withNodes(2, 0.1), slow, clients)),
                new Row(
                        "a waiter beside a noisy neighbour",
                        Rule.ANSWERS_DOMINATE,
                        window(anObservation().running(0.5, 0.5, 0).withNodes(2, 0.9), slow, clients)),
                new Row(
                        "a waiter stopped by its own limit",
                        Rule.QUOTA_WAIT,
                        window(anObservation().running(0.5, 0, 0.9), slow, clients)),
                new Row(
                        "a waiter that writes some logs",
                        Rule.ANSWERS_DOMINATE,
                        window(anObservation().running(0.2, 0, 0).blocked(0.5, 0, 38, 0, 0), slow, clients)),
                new Row(
                        "a victim of neighbours that waits a little",
                        Rule.NEIGHBOUR_WAIT,
                        window(
                                anObservation().running(0.5, 3, 0).withNodes(2, 0.9),
                                calls(anEdge(40).turns(100, 0.04).with("db", 5432)),
                                calls(clients(100, 0.08)))),
                new Row(
                        "the disk, beside some calls",
                        Rule.DISK_DOMINATES,
                        window(
                                anObservation().running(0.2, 0, 0).blocked(8, 0, 2, 0, 0),
                                calls(anEdge(40).turns(100, 0.02).with("db", 5432)),
                                clients)));
    }

    private static Stream<Row> locks() {
        return Stream.of(
                        IntStream.of(8, 16, 64)
                                .mapToObj(threads -> new Row(
                                        threads + " threads and a mutex that each holds for 1 ms",
                                        Rule.LOCK_DOMINATES,
                                        server(lock(threads, 1000), clients(1000, threads / 1000.0)))),
                        Stream.of(
                                new Row(
                                        "a mutex held for 20 ms in turn by 64: slow, but not parked",
                                        Rule.LOCK_DOMINATES,
                                        server(
                                                lock(64, 100),
                                                anEdge(64).turns(50, 1.28).with("gateway", 8080))),
                                new Row(
                                        "a lock, and 200 threads without a task that never wake",
                                        Rule.LOCK_DOMINATES,
                                        server(
                                                anObservation()
                                                        .running(1, 0, 0)
                                                        .cycling(15, 2000)
                                                        .blocked(0, 215, 0, 1, 0),
                                                clients(1000, 0.016))),
                                new Row(
                                        "a lock in front of which a pool of 8 keeps 56 more in line",
                                        Rule.LOCK_DOMINATES,
                                        server(lock(8, 1000), clients(1000, 0.064))),
                                new Row(
                                        "a lock that is held while the database is asked, like a pool of one",
                                        Rule.ANSWERS_DOMINATE,
                                        window(
                                                anObservation()
                                                        .running(0.1, 0, 0)
                                                        .cycling(31, 200)
                                                        .blocked(0, 30, 1, 0, 0),
                                                calls(anEdge(1).turns(50, 0.02).with("db", 5432)),
                                                calls(clients(50, 0.64)))),
                                new Row(
                                        "threads that stand in line for a full pool of connections",
                                        Rule.ANSWERS_DOMINATE,
                                        window(
                                                anObservation()
                                                        .running(3, 0, 0)
                                                        .withNodes(8, 0)
                                                        .cycling(97, 2000)
                                                        .blocked(0, 87, 10, 0, 0),
                                                calls(anEdge(10)
                                                        .turns(500, 0.02)
                                                        .with("db", 5432)),
                                                calls(clients(500, 0.2)))),
                                new Row(
                                        "a lock, and a full pool that few of the requests need",
                                        Rule.LOCK_DOMINATES,
                                        window(
                                                lock(64, 1000),
                                                calls(anEdge(1).turns(50, 0.02).with("log", 80)),
                                                calls(clients(1000, 0.064)))),
                                new Row(
                                        "a pool without a task",
                                        Rule.NO_WORK,
                                        server(quiet().blocked(0, 200, 0, 1, 0), probes())),
                                new Row(
                                        "a pool whose threads take turns in waking, with few requests",
                                        Rule.NOTHING_SHORT,
                                        server(
                                                anObservation()
                                                        .running(0.95, 0, 0)
                                                        .cycling(200, 500)
                                                        .blocked(0, 200, 0, 1, 0),
                                                clients(500, 0.003))),
                                new Row(
                                        "a lock without requests, where nobody asks",
                                        Rule.LOCK_DOMINATES,
                                        client(lock(8, 20_000))),
                                new Row(
                                        "a lock without requests, at a server",
                                        Rule.NOTHING_SHORT,
                                        server(lock(8, 20_000), clients(100, 0.0001)))))
                .flatMap(rows -> rows);
    }

    /** One thread runs, the others stand in line. */
    private static AnObservation lock(int threads, double turnsPerSecond) {
        return anObservation()
                .running(1, 0.02, 0)
                .cycling(threads - 1, turnsPerSecond)
                .blocked(0, threads - 1, 0, 0, 0);
    }

    private static Stream<Row> nothingShort() {
        return Stream.of(
                new Row(
                        "requests that sleep",
                        Rule.NOTHING_SHORT,
                        server(anObservation().running(0.05, 0, 0).blocked(0, 0, 0, 0, 12), clients(60, 0.2))),
                new Row(
                        "requests that sleep in a runtime which does it by futex",
                        Rule.NOTHING_SHORT,
                        server(
                                anObservation()
                                        .running(0.05, 0, 0)
                                        .cycling(12, 60)
                                        .blocked(0, 12, 0, 0, 0),
                                clients(60, 0.2))),
                new Row(
                        "idle threads in receives",
                        Rule.NO_WORK,
                        server(
                                quiet().cycling(50, 5).blocked(0, 0, 50, 1, 0),
                                anEdge(50).with("gateway", 8080))),
                new Row("just idle: half a request a second", Rule.NO_WORK, server(quiet(), clients(0.5, 0.001))),
                new Row("just not: 0.6", Rule.NOTHING_SHORT, server(quiet(), clients(0.6, 0.001))),
                new Row(
                        "stays idle: 0.7",
                        Rule.NO_WORK,
                        server(quiet(), clients(0.5, 0.001)),
                        server(quiet(), clients(0.7, 0.001))),
                new Row("no connections at all", Rule.NO_WORK, client(quiet())),
                new Row("work that no connection brings", Rule.NOTHING_SHORT, client(busy())));
    }

    @TestFactory
    Stream<DynamicTest> labelsByWorkInFlight() {
        return Stream.of(
                        subscriptions(),
                        pools(),
                        hangs(),
                        parked(),
                        waits(),
                        besideOtherShortages(),
                        locks(),
                        nothingShort())
                .flatMap(rows -> rows)
                .map(row -> dynamicTest(row.name(), () -> {
                    Classification last = run(row.windows());
                    assertThat(last.assessment().rule()).as(last.toString()).isEqualTo(row.expected());
                }));
    }

    private static Classification run(Window... windows) {
        List<Window> all = new ArrayList<>();
        Arrays.stream(windows).forEach(one -> IntStream.range(0, one.times()).forEach(i -> all.add(one)));
        Classification last = null;
        for (Window one : all) {
            last = classify(one, last);
        }
        return last;
    }

    private static Classification classify(Window window, @Nullable Classification before) {
        return classify(window, before, peer -> false);
    }

    private static Classification classify(Window window, @Nullable Classification before, Predicate<Peer> isShort) {
        return new WorkloadClassifier()
                .classify(
                        window.observation()
                                .withTraffic(new Traffic(window.calls(), window.served()))
                                .build(),
                        new WorkloadState(CART, 1, 1, null, 4.0, null),
                        0.2,
                        before == null ? null : before.assessment().label(),
                        before == null ? Habits.NONE : before.habits(),
                        isShort);
    }

    private static List<Kind> kinds(Window... windows) {
        return run(windows).dependencies().stream().map(Dependency::kind).toList();
    }

    @Test
    void tellsACommandFromAConsumerOnTheSamePort() {
        Window window = window(
                anObservation().running(0.1, 0, 0),
                calls(anEdge(9).turns(1000, 0.0005).hanging(1).with("redis", 6379)),
                calls(clients(100, 0.01)));
        Classification last = run(window.times(3));

        assertThat(last.dependencies())
                .extracting(
                        Dependency::kind,
                        one -> one.call().rates().open(),
                        one -> Math.round(10 * one.call().rates().outstanding()))
                .containsExactly(
                        tuple(Kind.SUBSCRIPTION, 1, 11L), // 1.5 - 1000 * 384 us
                        tuple(Kind.CALL, 8, 4L));
    }

    /** 200 connections, 80 answers a second: each takes 2.5 s, as a long poll would. */
    @Test
    void takesSlowAnswersOfAPeerThatIsShortForAWait() {
        Window asks = client(quiet(), anEdge(200).turns(80, 2.5).with("postgres", 5432));
        Classification unknown = classify(asks, null);
        assertThat(unknown.dependencies()).extracting(Dependency::kind).containsExactly(Kind.SUBSCRIPTION);

        Classification known = classify(asks, unknown, peer -> true);
        assertThat(known.dependencies()).extracting(Dependency::kind).containsExactly(Kind.CALL);
        assertThat(known.assessment().rule()).isEqualTo(Rule.ANSWERS_DOMINATE);

        Window polls = client(quiet(), anEdge(4).hanging(4).with("redis", 6379));
        assertThat(classify(polls, null, peer -> true).dependencies())
                .extracting(Dependency::kind)
                .containsExactly(Kind.SUBSCRIPTION); // nothing is answered: it waits for news
    }

    @Test
    void keepsASubscriptionUntilItIsOneNoMore() {
        Window waits = client(quiet(), anEdge(4).hanging(4).with("redis", 6379));

        assertThat(kinds(waits, client(quiet(), anEdge(4).turns(2, 1.65).with("redis", 6379))))
                .containsExactly(Kind.SUBSCRIPTION); // 3.3 of 4
        assertThat(kinds(
                        waits,
                        client(
                                quiet(),
                                anEdge(4).turns(2, 1.55).outstanding(3.1, 4).with("redis", 6379))))
                .containsExactly(Kind.CALL); // 3.1 of 4
        assertThat(kinds(waits, client(quiet(), anEdge(4).turns(11, 0.36).with("redis", 6379))))
                .containsExactly(Kind.CALL); // 0.36 s
    }

    @Test
    void sortsOutWhatIsInternalAndWhatTakesNoTurns() {
        assertThat(kinds(client(
                        quiet(),
                        anEdge(1).turns(10, 0.02).with(SELF, 9000),
                        anEdge(1).turns(10, 0.01).overlapping(5).with("redis", 6379))))
                .containsExactly(Kind.INTERNAL, Kind.UNCLEAR);
    }

    @Test
    void remembersABoundedNumberOfEdges() {
        Call[] many = IntStream.range(0, 1000)
                .mapToObj(i -> anEdge(1).turns(1, 0.01).with("peer-" + i, 80))
                .toArray(Call[]::new);
        Habits habits = run(client(busy(), many)).habits();
        assertThat(habits.edges()).hasSize(Habits.MOST);
        assertThat(habits.edges().keySet())
                .contains(new Habits.Edge(anEdge(1).with("peer-999", 80).peer(), 80));
    }

    @Test
    void namesTheEdgesThatAWaiterWaitsFor() {
        Classification one = run(window(
                busy(), calls(anEdge(40).turns(92, 0.412).refused(3).with("db", 5432)), calls(clients(92, 0.42))));

        assertThat(one.assessment().evidence())
                .containsExactly(
                        "37.9 calls outstanding to shop/Deployment/db port 5432: 412 ms each, 99 % within 522 ms, over"
                                + " 40 connections, a second 3 refused, 0 reset, 0 timed out",
                        "38.6 requests in flight, 0.3 cores used");
        assertThat(one.assessment().confidence()).isEqualTo(0.9);
    }

    @Test
    void saysWhatIsALowerBoundAndWhatIsNeverAnswered() {
        Window shared = client(
                quiet(),
                anEdge(1).turns(50, 0.01).outstanding(0.9, 1).overlapping(50).with("a", 80));
        assertThat(run(shared).assessment().evidence().getFirst()).startsWith("at least 0.9 calls outstanding to ");
        assertThat(run(shared).assessment().confidence()).isEqualTo(0.6);
        Window hung = client(quiet(), anEdge(0).hanging(3).with("gone", 80));
        assertThat(run(hung).assessment().evidence().getFirst())
                .isEqualTo("3 calls outstanding to shop/Deployment/gone port 80: none answered, over 0 connections");
    }

    @Test
    void saysThatAWorkloadHoldsRequestsItself() {
        assertThat(run(server(anObservation().running(0.05, 0, 0).blocked(0, 0, 0, 0, 12), clients(60, 0.2)))
                        .assessment()
                        .evidence())
                .containsExactly(
                        "it holds 12 requests itself, with nothing short that the kernel sees",
                        "12 requests in flight, 0 calls outstanding, 0.05 cores used, 0 % of the runnable time waited");
    }

    @Test
    void namesALock() {
        assertThat(run(server(lock(64, 6000), clients(1000, 0.064))).assessment())
                .isEqualTo(new Assessment(
                        Rule.LOCK_DOMINATES,
                        0.9,
                        List.of("63 of 64 requests in flight wait for a lock of its own: 63 threads blocked on locks,"
                                + " 1 cores used in 6000 turns a second")));
    }

    @Test
    void saysWhatElseWasSeenAndHowMuchWasNot() {
        Classification one = run(window(
                anObservation().withPods(3, 2).running(0.5, 0.5, 0).withNodes(2, 0.9),
                calls(anEdge(40).turns(100, 0.38).with("db", 5432)),
                calls(clients(100, 0.4))));
        assertThat(one.assessment().evidence())
                .contains("2 of 3 ready pods seen")
                .anySatisfy(text -> assertThat(text).startsWith("also 1 threads want to run"));
    }
}
