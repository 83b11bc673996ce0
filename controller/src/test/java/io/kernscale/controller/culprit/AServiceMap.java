// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.classify.AnObservation;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Latencies;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Builds service maps by hand. */
public final class AServiceMap {
    private final Map<WorkloadKey, ServiceNode> nodes = new LinkedHashMap<>();

    public static AServiceMap aServiceMap() {
        return new AServiceMap();
    }

    public static WorkloadKey workload(String name) {
        return new WorkloadKey("shop", "Deployment", name);
    }

    public static Peer peer(String name) {
        return new Peer.OfWorkload(workload(name));
    }

    /** A call that has {@code outstanding} requests in flight on average, each of them for 10 ms. */
    public static Call call(Peer to, int port, double outstanding) {
        double requests = outstanding * 100;
        long answers = Math.round(requests * 2); // of a window of 2 s
        List<Long> slots = Stream.concat(IntStream.range(0, 13).mapToObj(slot -> 0L), Stream.of(answers))
                .toList(); // 8.192 to 16.384 ms
        int now = (int) Math.round(outstanding);
        return new Call(
                to,
                port,
                new EdgeRates(
                        now + 1,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0.0005,
                        0,
                        requests,
                        requests,
                        outstanding,
                        now,
                        Latencies.of(slots),
                        0,
                        0));
    }

    public AServiceMap with(String name, Rule rule, Call... calls) {
        return with(name, rule, List.of(calls), List.of());
    }

    public AServiceMap with(String name, Rule rule, List<Call> calls, List<Call> served) {
        nodes.put(
                workload(name),
                new ServiceNode(
                        AnObservation.anObservation()
                                .withTraffic(new Traffic(calls, served))
                                .build(),
                        new Assessment(rule, 0.9, List.of(rule.sentence())),
                        calls.stream()
                                .map(call -> new Dependency(call, Dependency.Kind.CALL))
                                .toList()));
        return this;
    }

    public Map<WorkloadKey, ServiceNode> nodes() {
        return nodes;
    }
}
