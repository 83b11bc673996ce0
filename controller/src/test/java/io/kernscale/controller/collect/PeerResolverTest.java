// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Peers in a cluster of two nodes, node-1 (192.168.0.1) and node-2 (192.168.0.2), and of a test cluster on node-9, whose
 * pods live on the host's loopback.
 */
class PeerResolverTest {

    private static final PodState WEB =
            pod("web", "node-1", "10.1.0.1", "fd00::1").get();
    private static final PodState CART =
            pod("cart", "node-2", "10.1.0.2", "fd00::2").label("app", "cart").get();
    private static final PodState CART_2 =
            pod("cart", "node-1", "10.1.0.3").label("app", "cart").get();
    private static final PodState CANARY =
            pod("canary", "node-1", "10.1.0.4").label("app", "cart").get();
    private static final PodState DB =
            pod("db", "node-2", "10.1.0.5").label("app", "db").get();
    private static final PodState FORWARDED =
            pod("forwarded", "node-2", "10.1.0.6").hostPort(443).get();
    private static final PodState INGRESS =
            pod("ingress", "node-1", "192.168.0.1").onHost(80).get();
    private static final PodState PROXY =
            pod("proxy", "node-1", "192.168.0.1").onHost().get();
    private static final PodState UNLISTED = pod("unlisted", "node-2").get();
    private static final PodState SMALL_A =
            pod("small-a", "node-9", "127.70.1.1").get();
    private static final PodState SMALL_B =
            pod("small-b", "node-9", "127.70.1.2").get();

    private static final List<PodState> PODS =
            List.of(WEB, CART, CART_2, CANARY, DB, FORWARDED, INGRESS, PROXY, UNLISTED, SMALL_A, SMALL_B);

    private static final List<PodState> LEAVING = List.of(
            pod("old-cart", "node-1", "10.1.0.8").label("app", "cart").get(),
            pod("old-db", "node-1", "10.1.0.5").get());

    private static final List<ServiceState> SERVICES = List.of(
            service("cart", Map.of("app", "cart"), "10.96.0.1", 80, 30_080),
            service("db", Map.of("app", "db"), "10.96.0.2", 5432, 30_432),
            service("legacy", Map.of(), "10.96.0.3", 80, 30_083),
            service("nobody", Map.of("app", "none"), "10.96.0.4", 80, 30_084),
            service("balanced", Map.of("app", "db"), "192.168.0.1", 6432, 30_085));

    private static final NameTable NAMES =
            new NameTable(List.of("203.0.113.0/24=partner", "203.0.113.5:5432=orders-db"));

    private static final String VIP = "10.96.0.1";

    record Row(String name, EdgeEnd asked, String expected, EdgeEnd... others) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> serversByAddress() {
        return Stream.of(
                new Row("a pod's address is its workload's", client(WEB, "10.1.0.2", 8080), "shop/Deployment/cart"),
                new Row("also where it is spelled in IPv6", client(WEB, "::ffff:10.1.0.2", 80), "shop/Deployment/cart"),
                new Row("also in full", client(WEB, "fd00:0:0:0:0:0:0:2", 80), "shop/Deployment/cart"),
                new Row("a pod may call itself", client(WEB, "10.1.0.1", 80), "shop/Deployment/web"),
                new Row("a pod that is being deleted", client(WEB, "10.1.0.8", 80), "shop/Deployment/old-cart"),
                new Row("until its address is another's", client(WEB, "10.1.0.5", 80), "shop/Deployment/db"),
                new Row("a Service leads to its pods", client(WEB, "10.96.0.2", 5432), "shop/Deployment/db"),
                new Row("also at a port it does not name", client(WEB, "10.96.0.2", 1), "shop/Deployment/db"),
                new Row("a Service without selector is itself", client(WEB, "10.96.0.3", 80), "shop/Service/legacy"),
                new Row("a Service without pods is itself", client(WEB, "10.96.0.4", 80), "shop/Service/nobody"),
                new Row("a balancer on a node's address", client(WEB, "192.168.0.1", 6432), "shop/Deployment/db"),
                new Row("a node port of any node", client(WEB, "192.168.0.1", 30_432), "shop/Deployment/db"),
                new Row("a host port of its node", client(WEB, "192.168.0.2", 443), "shop/Deployment/forwarded"),
                new Row("a host port of another node", client(WEB, "192.168.0.1", 443), "node node-1"),
                new Row("a declared port on the host", client(WEB, "192.168.0.1", 80), "shop/Deployment/ingress"),
                new Row("an undeclared port on the host", client(WEB, "192.168.0.1", 6443), "node node-1"),
                new Row("loopback in a pod is the pod", client(WEB, "127.0.0.1", 9), "shop/Deployment/web"),
                new Row("also all of 127/8", client(WEB, "127.9.9.9", 9), "shop/Deployment/web"),
                new Row("also in IPv6", client(WEB, "::1", 9), "shop/Deployment/web"),
                new Row("also mapped", client(WEB, "::ffff:127.0.0.1", 9), "shop/Deployment/web"),
                new Row("loopback on the host is the node's", client(PROXY, "127.0.0.1", 9), "node node-1"),
                new Row("its declared ports too", client(PROXY, "::1", 80), "shop/Deployment/ingress"),
                new Row(
                        "a pod on the loopback by address",
                        client(SMALL_A, "127.70.1.2", 80),
                        "shop/Deployment/small-b"),
                new Row("another loopback address there", client(SMALL_A, "127.0.0.1", 80), "node node-9"),
                new Row("an unknown address", client(WEB, "198.51.100.1", 443), "198.51.100.1"),
                new Row("a named network", client(WEB, "203.0.113.5", 80), "partner (203.0.113.5)"),
                new Row("a named port", client(WEB, "203.0.113.5", 5432), "orders-db (203.0.113.5)"),
                new Row("what is no address", client(WEB, "somewhere", 80), "somewhere"),
                new Row("the tail", client(WEB, "", 0), "other peers"));
    }

    static Stream<Row> serversByConnection() {
        return Stream.of(
                new Row(
                        "connections tell the workloads behind a Service apart",
                        client(WEB, VIP, 80, "10.1.0.1:1", "10.1.0.1:2", "10.1.0.1:3", "10.1.0.1:4"),
                        "shop/Deployment/canary 0.25, shop/Deployment/cart 0.75",
                        server(CART, "10.1.0.1", 8080, "10.1.0.1:1", "10.1.0.1:2"),
                        server(CART_2, "10.1.0.1", 8080, "10.1.0.1:3"),
                        server(CANARY, "10.1.0.1", 8080, "10.1.0.1:4")),
                new Row(
                        "without them what is in flight does",
                        client(WEB, VIP, 80),
                        "shop/Deployment/canary 0.2, shop/Deployment/cart 0.8",
                        serving(CART, "10.1.0.1", 4, 10),
                        serving(CANARY, "10.1.0.1", 1, 90),
                        serving(DB, "10.1.0.1", 5, 10), // not behind the Service
                        serving(CANARY, "10.1.0.2", 5, 10)), // another client
                new Row(
                        "with nothing in flight the answers do",
                        client(WEB, VIP, 80),
                        "shop/Deployment/canary 0.9, shop/Deployment/cart 0.1",
                        serving(CART, "10.1.0.1", 0, 10),
                        serving(CANARY, "10.1.0.1", 0, 90)),
                new Row(
                        "with no agent at the servers their ready pods do",
                        client(WEB, VIP, 80, "10.1.0.1:1"),
                        "shop/Deployment/canary 0.333, shop/Deployment/cart 0.667"),
                new Row(
                        "a port used again at somebody who is not behind the Service is no match",
                        client(WEB, VIP, 80, "10.1.0.1:1"),
                        "shop/Deployment/canary 0.333, shop/Deployment/cart 0.667",
                        server(DB, "10.1.0.1", 5432, "10.1.0.1:1")),
                new Row(
                        "and does not hide the right one",
                        client(WEB, VIP, 80, "10.1.0.1:1"),
                        "shop/Deployment/canary",
                        server(DB, "10.1.0.1", 5432, "10.1.0.1:1"),
                        server(CANARY, "10.1.0.1", 8080, "10.1.0.1:1")),
                new Row(
                        "a connection that two servers claim counts for neither",
                        client(WEB, VIP, 80, "10.1.0.1:1", "10.1.0.1:2"),
                        "shop/Deployment/cart",
                        server(CART, "10.1.0.1", 8080, "10.1.0.1:1", "10.1.0.1:2"),
                        server(CANARY, "10.1.0.1", 8080, "10.1.0.1:1")),
                new Row(
                        "a pod's address beats a port used again",
                        client(WEB, "10.1.0.2", 8080, "10.1.0.1:1"),
                        "shop/Deployment/cart",
                        server(DB, "10.1.0.1", 8080, "10.1.0.1:1")),
                new Row(
                        "a Service of somebody else's making, by its connections",
                        client(WEB, "10.96.0.3", 80, "10.1.0.1:1", "10.1.0.1:2"),
                        "shop/Deployment/db",
                        server(DB, "10.1.0.1", 8080, "10.1.0.1:1", "10.1.0.1:2")),
                new Row(
                        "an unknown address that translates only the target, by most of its connections",
                        client(WEB, "198.51.100.1", 443, "10.1.0.1:1", "10.1.0.1:2", "10.1.0.1:3"),
                        "shop/Deployment/db",
                        server(DB, "10.1.0.1", 8443, "10.1.0.1:1", "10.1.0.1:3")),
                new Row(
                        "an unknown address at the very same port, by one",
                        client(WEB, "198.51.100.1", 443, "10.1.0.1:1"),
                        "shop/Deployment/db",
                        server(DB, "10.1.0.1", 443, "10.1.0.1:1")),
                new Row(
                        "one connection at another port may be a port used again",
                        client(WEB, "198.51.100.1", 443, "10.1.0.1:1"),
                        "198.51.100.1",
                        server(DB, "10.1.0.1", 8443, "10.1.0.1:1")),
                new Row(
                        "and so may a part of the connections",
                        client(WEB, "198.51.100.1", 443, "10.1.0.1:1", "10.1.0.1:2", "10.1.0.1:3", "10.1.0.1:4"),
                        "198.51.100.1",
                        server(DB, "10.1.0.1", 443, "10.1.0.1:1", "10.1.0.1:2")),
                new Row(
                        "a host network's undeclared port, by its connection",
                        client(WEB, "192.168.0.1", 9100, "10.1.0.1:1"),
                        "shop/Deployment/proxy",
                        server(PROXY, "10.1.0.1", 9100, "10.1.0.1:1")),
                new Row(
                        "not by one that leads to another port of the node",
                        client(WEB, "192.168.0.1", 9100, "10.1.0.1:1"),
                        "node node-1",
                        server(PROXY, "10.1.0.1", 9101, "10.1.0.1:1")),
                new Row(
                        "nor to another node",
                        client(WEB, "192.168.0.2", 9100, "10.1.0.1:1"),
                        "node node-2",
                        server(PROXY, "10.1.0.1", 9100, "10.1.0.1:1")),
                new Row(
                        "something on the node outside of pods",
                        client(WEB, "192.168.0.2", 443, "10.1.0.1:1"),
                        "node node-2",
                        plainServer("node-2", "10.1.0.1", 443, "10.1.0.1:1")),
                new Row(
                        "loopback connections of two pods do not meet",
                        client(INGRESS, "127.0.0.1", 9, "127.0.0.1:1"),
                        "node node-1",
                        server(WEB, "127.0.0.1", 9, "127.0.0.1:1")),
                new Row(
                        "those on one host do",
                        client(INGRESS, "127.0.0.1", 9, "127.0.0.1:1"),
                        "shop/Deployment/proxy",
                        server(PROXY, "127.0.0.1", 9, "127.0.0.1:1")),
                new Row(
                        "a server's tail knows its connections as well",
                        client(WEB, VIP, 80, "10.1.0.1:1"),
                        "shop/Deployment/canary",
                        server(CANARY, "", 0, "10.1.0.1:1", "[fd00::7]:2", "nonsense")),
                new Row(
                        "IPv6 connections",
                        client(WEB, "2001:db8::1", 80, "[fd00::1]:1", "[fd00::1]:2"),
                        "shop/Deployment/db",
                        server(DB, "fd00::1", 8080, "[fd00::1]:1", "[fd00::1]:2")));
    }

    static Stream<Row> clients() {
        return Stream.of(
                new Row("a pod's address is its workload's", server(DB, "10.1.0.2", 80), "shop/Deployment/cart"),
                new Row("loopback in a pod is the pod", server(DB, "127.0.0.1", 80), "shop/Deployment/db"),
                new Row("a node's address is the node's", server(DB, "192.168.0.2", 80), "node node-2"),
                new Row("loopback on the host is the node's", server(PROXY, "127.0.0.1", 80), "node node-1"),
                new Row("an unknown address", server(DB, "198.51.100.1", 80), "198.51.100.1"),
                new Row("a named network", server(DB, "203.0.113.9", 80), "partner (203.0.113.9)"),
                new Row(
                        "a name for a port is none of a caller",
                        server(DB, "203.0.113.5", 5432),
                        "partner (203.0.113.5)"),
                new Row("the tail", server(DB, "", 0), "other peers"),
                new Row(
                        "pods on the host are told apart by their connections, the rest is the node's",
                        server(
                                DB,
                                "192.168.0.1",
                                80,
                                "192.168.0.1:1",
                                "192.168.0.1:2",
                                "192.168.0.1:3",
                                "192.168.0.1:4"),
                        "node node-1 0.25, shop/Deployment/ingress 0.5, shop/Deployment/proxy 0.25",
                        client(INGRESS, "10.1.0.5", 80, "192.168.0.1:1", "192.168.0.1:2"),
                        client(PROXY, "10.96.0.2", 5432, "192.168.0.1:3")),
                new Row(
                        "a client's port that leads to another pod is no match",
                        server(DB, "192.168.0.1", 80, "192.168.0.1:1"),
                        "node node-1",
                        client(INGRESS, "10.1.0.2", 80, "192.168.0.1:1")),
                new Row(
                        "nor is one that leads to an unknown address elsewhere",
                        server(DB, "192.168.0.1", 80, "192.168.0.1:1"),
                        "node node-1",
                        client(INGRESS, "198.51.100.1", 443, "192.168.0.1:1")),
                new Row(
                        "an address that translation put in the client's place is the node's",
                        server(DB, "192.168.0.2", 80, "192.168.0.2:1"),
                        "node node-2",
                        client(WEB, "10.96.0.2", 5432, "10.1.0.1:1")),
                new Row(
                        "two clients that claim a connection both lose it",
                        server(DB, "192.168.0.1", 80, "192.168.0.1:1"),
                        "node node-1",
                        client(INGRESS, "10.1.0.5", 80, "192.168.0.1:1"),
                        client(PROXY, "10.1.0.5", 80, "192.168.0.1:1")),
                new Row(
                        "a pod whose address the API server does not tell yet",
                        server(DB, "10.1.0.77", 80, "10.1.0.77:1"),
                        "shop/Deployment/unlisted",
                        client(UNLISTED, "10.1.0.5", 80, "10.1.0.77:1")),
                new Row(
                        "something on the node outside of pods",
                        server(DB, "192.168.0.1", 80, "192.168.0.1:1"),
                        "node node-1",
                        plainClient("node-1", "10.1.0.5", 80, "192.168.0.1:1")),
                new Row(
                        "pods of a test cluster share one loopback address",
                        server(SMALL_B, "127.0.0.1", 80, "127.0.0.1:1", "127.0.0.1:2"),
                        "node node-9 0.5, shop/Deployment/small-a 0.5",
                        client(SMALL_A, "127.70.1.2", 80, "127.0.0.1:1")));
    }

    @ParameterizedTest
    @MethodSource({"serversByAddress", "serversByConnection", "clients"})
    void saysWhoIsAtTheOtherEnd(Row row) {
        List<EdgeEnd> ends = new ArrayList<>(List.of(row.others));
        ends.add(row.asked);

        List<Share> shares = new PeerResolver(new ClusterPods(PODS, LEAVING), SERVICES, NAMES, ends).peers(row.asked);

        assertThat(text(shares)).isEqualTo(row.expected);
        assertThat(shares.stream().mapToDouble(Share::ratio).sum()).isCloseTo(1, within(1e-9));
    }

    private static String text(List<Share> shares) {
        return shares.size() == 1
                ? shares.getFirst().peer().displayName()
                : String.join(
                        ", ",
                        shares.stream()
                                .map(share ->
                                        share.peer().displayName() + " " + Math.round(share.ratio() * 1000) / 1000.0)
                                .sorted()
                                .toList());
    }

    private static EdgeEnd client(PodState pod, String peer, int port, String... connections) {
        return end(pod, "node-1", AnEdge.client(peer, port).connections(connections));
    }

    private static EdgeEnd server(PodState pod, String peer, int port, String... connections) {
        return end(pod, "node-1", AnEdge.server(peer, port).connections(connections));
    }

    private static EdgeEnd plainClient(String node, String peer, int port, String... connections) {
        return end(null, node, AnEdge.client(peer, port).connections(connections));
    }

    private static EdgeEnd plainServer(String node, String peer, int port, String... connections) {
        return end(null, node, AnEdge.server(peer, port).connections(connections));
    }

    private static EdgeEnd serving(PodState pod, String peer, int inFlight, int answersPerSecond) {
        return end(
                pod,
                "node-1",
                AnEdge.server(peer, 8080).requests(answersPerSecond).outstandingMillis(1_000L * inFlight));
    }

    private static EdgeEnd end(@Nullable PodState pod, String node, AnEdge edge) {
        String at = pod == null || pod.node() == null ? node : pod.node();
        return new EdgeEnd(at, pod, PodEdge.of(edge.counters(), Duration.ofSeconds(1)));
    }

    private static ServiceState service(
            String name, Map<String, String> selector, String address, int port, int nodePort) {
        return new ServiceState("shop", name, List.of(address), selector, Set.of(port), Set.of(nodePort));
    }

    private static APod pod(String app, String node, String... addresses) {
        return new APod(app, node, List.of(addresses));
    }

    private static final class APod {
        private static int count;
        private final String app;
        private final String node;
        private final List<String> addresses;
        private Map<String, String> labels = Map.of();
        private boolean hostNetwork;
        private Set<Integer> ports = Set.of();
        private Set<Integer> hostPorts = Set.of();

        APod(String app, String node, List<String> addresses) {
            this.app = app;
            this.node = node;
            this.addresses = addresses;
        }

        APod label(String key, String value) {
            labels = Map.of(key, value);
            return this;
        }

        APod hostPort(int port) {
            hostPorts = Set.of(port);
            return this;
        }

        APod onHost(Integer... declared) {
            hostNetwork = true;
            ports = Set.of(declared);
            return this;
        }

        PodState get() {
            String host = node.equals("node-9") ? "127.0.0.1" : "192.168.0." + node.charAt(node.length() - 1);
            String uid = app + "-" + count++;
            PodNetwork network = new PodNetwork(addresses, host, hostNetwork, ports, hostPorts, labels);
            List<WorkloadKey> owners = List.of(new WorkloadKey("shop", "Deployment", app));
            return new PodState(uid, "shop", uid, node, owners, Instant.EPOCH, null, null, network);
        }
    }
}
