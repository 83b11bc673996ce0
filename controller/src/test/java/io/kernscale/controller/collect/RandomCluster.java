// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.NodeReport;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small cluster of three nodes in which everything happens that makes it hard to say who is at the other end: addresses
 * that two claim, that are spelled in several ways, that are link-local, loopback or none at all; pods on their node's
 * network, without owner, leaving or not placed; Services that share addresses; connections that several have.
 */
final class RandomCluster {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
    private static final List<Integer> PORTS = List.of(80, 443, 5432, 8080, 30_080);

    private final Random random;
    final List<PodState> pods;
    final List<PodState> leaving;
    final List<ServiceState> services;

    RandomCluster(long seed) {
        this.random = new Random(seed);
        this.pods = some(24, this::pod);
        this.leaving = some(3, this::pod);
        this.services = IntStream.range(0, 7).mapToObj(this::service).toList();
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(most + 1)).toList();
    }

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    private boolean inOneOf(int cases) {
        return random.nextInt(cases) == 0;
    }

    /** One that no other pod is. */
    PodState pod() {
        String uid = "pod-" + random.nextLong();
        String node = inOneOf(20) ? null : one("node-1", "node-2", "node-3");
        String host = node == null || inOneOf(10) ? "" : address(node);
        boolean hostNetwork = inOneOf(8);
        List<String> addresses = hostNetwork ? List.of(host) : some(2, this::podAddress);
        PodNetwork network = new PodNetwork(
                addresses,
                inOneOf(30) ? "192.168.0.1" : host,
                hostNetwork,
                ports(),
                inOneOf(6) ? ports() : Set.of(),
                inOneOf(4) ? Map.of("app", one("a", "b", "c"), "tier", one("x", "y")) : Map.of("app", one("a", "b")));
        Instant readyAt = inOneOf(5) ? null : NOW.minusSeconds(60);
        return new PodState(uid, one("shop", "lab"), uid, node, owners(), readyAt, 0.5, null, network);
    }

    private @Nullable List<WorkloadKey> owners() {
        WorkloadKey workload = new WorkloadKey("shop", "Deployment", one("web", "cart", "db", "mail"));
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> List.of();
            case 2, 3 -> List.of(workload);
            default -> List.of(new WorkloadKey("shop", "ReplicaSet", workload.name() + "-1"), workload);
        };
    }

    private ServiceState service(int number) {
        List<String> addresses = inOneOf(4) ? List.of("192.168.0.2", "10.96.0.1") : List.of("10.96.0." + number % 5);
        Map<String, String> selector = switch (random.nextInt(5)) {
            case 0 -> Map.of();
            case 1 -> Map.of("app", "c");
            case 2 -> Map.of("app", "a", "tier", "x");
            default -> Map.of("app", one("a", "b"));
        };
        return new ServiceState(
                "shop", "service-" + number, addresses, selector, ports(), inOneOf(3) ? ports() : Set.of());
    }

    private Set<Integer> ports() {
        return Set.copyOf(some(2, () -> PORTS.get(random.nextInt(PORTS.size()))));
    }

    private static String address(String node) {
        return "192.168.0." + node.charAt(node.length() - 1);
    }

    private String podAddress() {
        int number = 1 + random.nextInt(30);
        return switch (random.nextInt(12)) {
            case 0 -> "fd00::" + number;
            case 1 -> "fd00:0:0:0:0:0:0:" + number;
            case 2 -> "fe80::" + number;
            case 3 -> "::ffff:10.1.0." + number;
            case 4 -> "127.70.1." + number;
            case 5 -> "10.1.0.300";
            default -> "10.1.0." + number;
        };
    }

    /** Whatever an agent may say that somebody is. */
    private String peer() {
        return switch (random.nextInt(16)) {
            case 0 -> "";
            case 1 -> one("somewhere", "10.1", "fd00::7::1", ":::", "1:2:3:4:5:6:7:8:9");
            case 2 -> one("127.0.0.1", "::1", "::ffff:127.0.0.1");
            case 3 -> one("198.51.100.7", "2001:db8::7");
            case 4, 5 -> address(one("node-1", "node-2", "node-3"));
            case 6, 7, 8, 9 -> "10.96.0." + random.nextInt(6);
            default -> podAddress();
        };
    }

    /** Of few, so that both ends often name one, and sometimes three do. */
    private String connection() {
        if (inOneOf(25)) {
            return one("nonsense", "10.1.0.1", "[fd00::1", "fd00::1:7", "[fd00::7::1]:3", "1.2.3.4.5:6");
        }
        String address = one("10.1.0." + (1 + random.nextInt(30)), "192.168.0.1", "127.0.0.1", "fd00::1", "fe80::1");
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + (1 + random.nextInt(3));
    }

    private AnEdge edge() {
        String peer = peer();
        int port = peer.isEmpty() ? 0 : PORTS.get(random.nextInt(PORTS.size()));
        AnEdge edge = random.nextBoolean() ? AnEdge.client(peer, port) : AnEdge.server(peer, port);
        String[] connections = some(4, this::connection).toArray(String[]::new);
        return inOneOf(10)
                ? edge
                : edge.connections(connections)
                        .open(1 + random.nextInt(3))
                        .requests(random.nextInt(64))
                        .answers(2L * random.nextInt(9), (long) random.nextInt(9))
                        .outstandingMillis(random.nextInt(4) * 250L);
    }

    private PodReport row(String uid) {
        return TestReports.podWith(uid, some(8, this::edge).toArray(AnEdge[]::new));
    }

    /** What the agents saw between two collections. Some see a pod that is another's, some one that nobody knows. */
    List<NodeRates> rates() {
        List<NodeRates> rates = new ArrayList<>();
        for (String node : NODES) {
            List<PodReport> rows = new ArrayList<>();
            for (PodState pod : pods) {
                if (node.equals(pod.node()) ? !inOneOf(8) : inOneOf(20)) {
                    rows.add(row(pod.uid()));
                }
            }
            rows.addAll(List.of(row("/system.slice/sshd"), row("stranger of " + node)));
            rates.add(rates(node, rows));
        }
        return rates;
    }

    private static NodeRates rates(String node, List<PodReport> after) {
        PodReport[] before =
                after.stream().map(pod -> TestReports.podWith(pod.uid())).toArray(PodReport[]::new);
        RateCalculator calculator = new RateCalculator(Duration.ofMillis(500), Duration.ofSeconds(10));
        NodeReport first = TestReports.tcpReportOf(node, 1, before);
        NodeReport second = TestReports.tcpReportOf(node, 2, after.toArray(PodReport[]::new));
        AgentTrack track = calculator.next(AgentTrack.NONE, first, NOW).track();
        return calculator.next(track, second, NOW).track().rates();
    }

    /** What is known of who asked whom, in lines that do not depend on an order. */
    static List<String> lines(WorkloadJoin join, WorkloadKey workload) {
        Traffic traffic = join.observe(workload, NOW).traffic();
        return traffic == null
                ? List.of(workload + ": nobody counts")
                : Stream.of(traffic.calls(), traffic.served())
                        .flatMap(calls -> calls.stream()
                                .map(call -> (calls == traffic.calls() ? "asks " : "serves ") + line(call)))
                        .map(line -> workload + " " + line)
                        .sorted()
                        .toList();
    }

    private static String line(Call call) {
        EdgeRates rates = call.rates();
        return "%s at %d: %d open, %.6f/s, %.6f outstanding, %s"
                .formatted(
                        call.peer().displayName(),
                        call.port(),
                        rates.open(),
                        rates.requestsPerSecond(),
                        rates.outstanding(),
                        rates.answers().counts());
    }
}
