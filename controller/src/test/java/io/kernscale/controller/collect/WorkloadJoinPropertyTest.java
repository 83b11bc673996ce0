// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.collect.ClusterSource.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who asked whom is one answer, however the pods came, and however many look at once. */
class WorkloadJoinPropertyTest {

    private static final NameTable NAMES = new NameTable(List.of("198.51.100.0/24=partner", "2001:db8::/32=lab"));

    private static WorkloadJoin join(ClusterPods pods, List<ServiceState> services, List<NodeRates> rates) {
        Cluster cluster = new Cluster(List.of(), pods, services);
        return new WorkloadJoin(cluster, NAMES, rates, Duration.ofSeconds(6), RandomCluster.NOW);
    }

    private static List<String> lines(WorkloadJoin join, Stream<WorkloadKey> workloads) {
        return workloads
                .flatMap(workload -> RandomCluster.lines(join, workload).stream())
                .sorted()
                .toList();
    }

    @Test
    void manyWhoLookAtOnceAtPodsThatCameAndWentSeeWhatOneSeesAtPodsThatWereAlwaysThere() {
        for (long seed = 0; seed < 2_000; seed++) {
            RandomCluster cluster = new RandomCluster(seed);
            List<NodeRates> rates = cluster.rates();
            WorkloadJoin plain = join(new ClusterPods(cluster.pods, cluster.leaving), cluster.services, rates);
            List<WorkloadKey> workloads = plain.workloads().stream()
                    .sorted(Comparator.comparing(WorkloadKey::toString))
                    .toList();

            List<NodeRates> shuffled = new ArrayList<>(rates);
            Collections.shuffle(shuffled, new Random(seed));
            WorkloadJoin grown = join(grown(cluster, new Random(seed)), cluster.services, shuffled);

            assertThat(lines(grown, workloads.parallelStream()))
                    .as("seed " + seed)
                    .isEqualTo(lines(plain, workloads.stream()));
        }
    }

    /** The same pods, after others came and went, and some were there twice or have moved. */
    private static ClusterPods grown(RandomCluster cluster, Random random) {
        PodIndex index = new PodIndex();
        List<PodState> passing = Stream.generate(cluster::pod).limit(10).toList();
        passing.forEach(pod -> index.put(pod.uid(), pod));
        for (PodState pod : cluster.pods) {
            if (random.nextBoolean()) {
                index.put(pod.uid(), cluster.pod());
                index.pods();
            }
            index.put(pod.uid(), pod);
        }
        passing.forEach(pod -> index.remove(pod.uid()));
        cluster.leaving.forEach(pod -> index.putLeaving(pod.uid(), pod));
        return index.pods();
    }
}
