// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.objective;

import static io.kernscale.controller.culprit.AServiceMap.aServiceMap;
import static io.kernscale.controller.culprit.AServiceMap.call;
import static io.kernscale.controller.culprit.AServiceMap.peer;
import static io.kernscale.controller.culprit.AServiceMap.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.Call;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.AServiceMap;
import io.kernscale.controller.culprit.ServiceMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReachTest {

    /** Whom each asks, of so many workloads. */
    private static Map<Integer, List<Integer>> graph(Random random, int workloads) {
        Map<Integer, List<Integer>> asked = new HashMap<>();
        for (int workload = 0; workload < workloads; workload++) {
            asked.put(
                    workload,
                    random.ints(random.nextInt(3), 0, workloads)
                            .distinct()
                            .boxed()
                            .toList());
        }
        return asked;
    }

    private static ServiceMap map(Map<Integer, List<Integer>> graph) {
        AServiceMap map = aServiceMap();
        graph.forEach((workload, asked) -> map.with(
                "w" + workload,
                Rule.NOTHING_SHORT,
                asked.stream().map(other -> call(peer("w" + other), 80, 1)).toArray(Call[]::new)));
        return new ServiceMap(map.nodes(), Map.of());
    }

    private static void addReached(int from, Map<Integer, List<Integer>> graph, Set<WorkloadKey> reached) {
        if (reached.add(workload("w" + from))) {
            graph.getOrDefault(from, List.of()).forEach(next -> addReached(next, graph, reached));
        }
    }

    @Test
    void isWhatASearchFromEachOneFindsAndOneSetForThoseWhoWaitForEachOther() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Map<Integer, List<Integer>> graph = graph(random, 1 + random.nextInt(14));
            Reach reach = new Reach(map(graph));
            Map<Set<WorkloadKey>, Set<WorkloadKey>> found = new HashMap<>();

            for (int from : graph.keySet()) {
                Set<WorkloadKey> plain = new HashSet<>();
                addReached(from, graph, plain);
                Set<WorkloadKey> reached = reach.of(workload("w" + from), Set.of());

                assertThat(reached).as("seed " + seed).isEqualTo(plain);
                assertThat(reached).isSameAs(found.computeIfAbsent(reached, same -> reached));
            }
        }
    }

    @Test
    void isTheSetOfTheRoundBeforeWhereItIsTheSame() {
        ServiceMap map = map(Map.of(0, List.of(1), 1, List.of()));
        Set<WorkloadKey> before = new Reach(map).of(workload("w0"), Set.of());

        assertThat(new Reach(map).of(workload("w0"), before)).isSameAs(before);
        assertThat(new Reach(map(Map.of(0, List.of()))).of(workload("w0"), before))
                .containsExactly(workload("w0"));
    }

    /** A look at the map for each of them would be a hundred million steps. */
    @Test
    void ofTenThousandWhoAllWaitForEachOtherTheMapIsWalkedOnce() {
        Map<Integer, List<Integer>> ring = new HashMap<>();
        IntStream.range(0, 10_000).forEach(i -> ring.put(i, List.of((i + 1) % 10_000)));
        Reach reach = new Reach(map(ring));

        Set<WorkloadKey> all = reach.of(workload("w0"), Set.of());

        assertThat(all).hasSize(10_000);
        for (int i = 1; i < 10_000; i++) {
            assertThat(reach.of(workload("w" + i), Set.of()) == all).isTrue();
        }
    }
}
