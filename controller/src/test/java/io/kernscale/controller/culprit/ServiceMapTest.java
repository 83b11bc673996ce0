// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import static io.kernscale.controller.culprit.AServiceMap.aServiceMap;
import static io.kernscale.controller.culprit.AServiceMap.call;
import static io.kernscale.controller.culprit.AServiceMap.peer;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.culprit.GraphEdge.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceMapTest {

    private static final Peer BROWSER = new Peer.Outside("203.0.113.9", null);

    private static List<String> told(AServiceMap map) {
        return new ServiceMap(map.nodes(), Map.of())
                .edges().stream()
                        .map(edge ->
                                edge.from().displayName() + " -> " + edge.to().displayName() + " by " + edge.seenBy())
                        .toList();
    }

    @Test
    void theCallerTellsOfAnEdgeThatBothEndsSee() {
        AServiceMap map = aServiceMap()
                .with("web", Rule.NOTHING_SHORT, call(peer("cart"), 80, 1))
                .with("cart", Rule.NOTHING_SHORT, List.of(), List.of(call(peer("web"), 8080, 1)));

        assertThat(told(map)).containsExactly("shop/Deployment/web -> shop/Deployment/cart by CLIENT");
    }

    @Test
    void theOneWhoIsAskedTellsOfCallersThatNoAgentSees() {
        AServiceMap map = aServiceMap()
                .with(
                        "web",
                        Rule.NOTHING_SHORT,
                        List.of(),
                        List.of(call(BROWSER, 443, 2), call(peer("batch"), 443, 1)));

        assertThat(told(map))
                .containsExactly(
                        "203.0.113.9 -> shop/Deployment/web by " + Side.SERVER,
                        "shop/Deployment/batch -> shop/Deployment/web by " + Side.SERVER);
    }

    @Test
    void theBusiestEdgeComesFirst() {
        AServiceMap map = aServiceMap()
                .with(
                        "web",
                        Rule.NOTHING_SHORT,
                        call(peer("cart"), 80, 1),
                        call(peer("price"), 80, 30),
                        call(peer("login"), 80, 2));

        assertThat(told(map))
                .extracting(edge -> edge.replaceAll(".* -> shop/Deployment/(\\w+) .*", "$1"))
                .containsExactly("price", "login", "cart");
    }
}
