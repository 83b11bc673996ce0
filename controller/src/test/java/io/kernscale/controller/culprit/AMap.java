// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.classify.AnObservation;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Latencies;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds service maps. */
final class AMap {

    private final Map<WorkloadKey, ServiceNode> nodes = new LinkedHashMap<>();

    static WorkloadKey key(String name) {
        return new WorkloadKey("shop", "Deployment", name);
    }

    static Peer peer(String name) {
        return new Peer.OfWorkload(key(name));
    }

    static Dependency call(Peer peer, double outstanding) {
        return dependency(Kind.CALL, peer, outstanding, 100);
    }

    static Dependency call(String name, double outstanding) {
        return call(peer(name), outstanding);
    }

    static Dependency dependency(Kind kind, Peer peer, double outstanding, double answersPerSecond) {
        EdgeRates rates = new EdgeRates(
                (int) Math.ceil(outstanding),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                answersPerSecond,
                answersPerSecond,
                outstanding,
                0,
                Latencies.NONE,
                0,
                0);
        return new Dependency(new Call(peer, 80, rates), kind);
    }

    AMap with(String name, Rule rule, Dependency... dependencies) {
        return with(name, rule, AnObservation.anObservation(), dependencies);
    }

    AMap with(String name, Rule rule, AnObservation observation, Dependency... dependencies) {
        nodes.put(
                key(name),
                new ServiceNode(observation.build(), new Assessment(rule, 1, List.of()), List.of(dependencies)));
        return this;
    }

    /** A workload that waits for answers of others, each for the same time. */
    AMap waits(String name, String... others) {
        return with(
                name,
                Rule.ANSWERS_DOMINATE,
                Stream.of(others).map(other -> call(other, 4)).toArray(Dependency[]::new));
    }

    Map<WorkloadKey, ServiceNode> nodes() {
        return nodes;
    }

    Walk from(String name) {
        return new CulpritSearch(nodes).from(key(name));
    }
}
