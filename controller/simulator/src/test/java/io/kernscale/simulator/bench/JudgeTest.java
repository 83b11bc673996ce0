// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.controller.act.Actuator.ScaleRequest;
import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.AutoscalerId;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.TargetRef;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.culprit.End;
import io.kernscale.controller.culprit.ServiceMap;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.culprit.Walk;
import io.kernscale.simulator.cluster.Judged;
import io.kernscale.simulator.graph.Demand;
import io.kernscale.simulator.graph.Fault;
import io.kernscale.simulator.queueing.AGraph;
import io.kernscale.simulator.queueing.Solution;
import io.kernscale.simulator.queueing.Solver;
import io.kernscale.simulator.scenario.Layout;
import io.kernscale.simulator.scenario.Layout.Node;
import io.kernscale.simulator.scenario.Layout.Pod;
import io.kernscale.simulator.scenario.Scenario;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A gateway that waits for a cart whose CPU is used up, and 60 clients in a pod that wait for the gateway. */
class JudgeTest {

    private final Map<WorkloadKey, ServiceNode> nodes = new HashMap<>();
    private final Map<WorkloadKey, Walk> walks = new HashMap<>();

    private static Scenario scenario() {
        Solution solution = new Solver(AGraph.askedBy(60, 0.1, "gateway")
                        .service("gateway", 50, AGraph.cpu(0.0005), "cart")
                        .service("cart", 20, new Demand(0.02, 0, 0, 0, 0))
                        .build())
                .solve();
        Node node = new Node("node-1", "10.0.0.1", 16);
        List<Pod> pods = List.of(
                new Pod("uid-1", "gateway", node, "10.244.0.1"),
                new Pod("uid-2", "cart", node, "10.244.0.2"),
                new Pod("uid-3", "load-0", node, "10.244.0.3"));
        return new Scenario(
                1,
                solution,
                solution,
                List.of(new Fault(Fault.Kind.CPU, "cart")),
                new Layout(List.of(node), pods, Set.of()),
                List.of(),
                5);
    }

    private static WorkloadKey key(String workload) {
        return new WorkloadKey(Layout.NAMESPACE, "Deployment", workload);
    }

    private void label(String workload, Rule rule) {
        Observation seen = Observation.none(key(workload), Instant.EPOCH, 1);
        nodes.put(key(workload), new ServiceNode(seen, new Assessment(rule, 1, List.of()), List.of()));
    }

    private void walk(String workload, End end, String culprit) {
        label(workload, Rule.NETWORK_DOMINATES);
        walks.put(key(workload), new Walk(List.of(new Culprit(end, new Peer.OfWorkload(key(culprit)), 1, "path"))));
    }

    private GraphScore score(ScaleRequest... writes) {
        return Judge.score(scenario(), new Judged(new ServiceMap(nodes, walks), List.of(writes), List.of()));
    }

    private static ScaleRequest write(String workload, int from, int to) {
        return new ScaleRequest(
                new AutoscalerId(Layout.NAMESPACE, workload, "uid", 1),
                new TargetRef("apps/v1", "Deployment", workload),
                from,
                to);
    }

    private void allIsRight() {
        walk("gateway", End.CPU, "cart");
        walk("load-0", End.CPU, "cart");
        label("cart", Rule.QUOTA_WAIT);
    }

    @Test
    void praisesTheRightCulprit() {
        allIsRight();

        GraphScore score = score(write("cart", 1, 3));

        assertThat(score.exact()).as("%s", score.faults()).isTrue();
        assertThat(score.expected()).containsExactly("CPU:cart");
        assertThat(score.found()).containsExactly("CPU:cart");
        assertThat(score.scaled()).hasSize(1);
        assertThat(score.wrongScales()).isEmpty();
    }

    @Test
    void findsAWaiterThatWasNotSeen() {
        allIsRight();
        label("gateway", Rule.NOTHING_SHORT);
        walks.remove(key("gateway"));

        assertThat(score().faults()).singleElement().asString().startsWith("gateway must wait for [CPU:cart]");
    }

    @Test
    void findsAWrongCulpritBesideTheRightOne() {
        allIsRight();
        walk("load-0", End.LOCK, "gateway");

        assertThat(score().found()).containsExactlyInAnyOrder("CPU:cart", "LOCK:gateway");
        assertThat(score().exact()).isFalse();
    }

    @Test
    void findsABlamelessEndWhereSomebodyIsToBlame() {
        allIsRight();
        walk("gateway", End.NOT_SHORT, "cart");

        assertThat(score().exact()).isFalse();
    }

    @Test
    void findsACulpritWithTheWrongLabel() {
        allIsRight();
        label("cart", Rule.NOTHING_SHORT);

        assertThat(score().faults()).singleElement().asString().startsWith("cart must be " + Label.CPU_BOUND.text());
    }

    @Test
    void findsAWriteThatScalesAWaiter() {
        allIsRight();

        assertThat(score(write("gateway", 1, 2)).wrongScales()).hasSize(1);
        assertThat(score(write("gateway", 2, 1)).wrongScales()).isEmpty();
    }

    @Test
    void countsALoopThatBreaksAsAFault() {
        allIsRight();
        Judged judged = new Judged(new ServiceMap(nodes, walks), List.of(), List.of("absurd_rate: pod"));

        assertThat(Judge.score(scenario(), judged).faults()).containsExactly("absurd_rate: pod");
    }
}
