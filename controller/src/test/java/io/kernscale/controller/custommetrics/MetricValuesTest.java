// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static io.kernscale.controller.classify.AnObservation.CART;
import static io.kernscale.controller.classify.AnObservation.anObservation;
import static io.kernscale.controller.collect.TestReports.pod;
import static io.kernscale.controller.collect.TestReports.reportOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.AgentTrack;
import io.kernscale.controller.collect.ClusterPods;
import io.kernscale.controller.collect.ClusterSource.Cluster;
import io.kernscale.controller.collect.NameTable;
import io.kernscale.controller.collect.PodNetwork;
import io.kernscale.controller.collect.PodState;
import io.kernscale.controller.collect.RateCalculator;
import io.kernscale.controller.collect.WorkloadJoin;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceNode;
import io.kernscale.controller.custommetrics.Kinds.ObjectKind;
import io.kernscale.controller.custommetrics.Refusal.Reason;
import io.kernscale.controller.loop.PodsView;
import io.kernscale.controller.signal.Signals;
import io.kernscale.wire.PodReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricValuesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:01Z");
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final Signals signals = new Signals();
    private final PodsView pods = pods();
    private final MetricValues values = new MetricValues(
            signals,
            () -> pods,
            resource -> resource.equals("deployments.apps")
                    ? Optional.of(new ObjectKind("apps/v1", "Deployment"))
                    : Optional.empty(),
            MAX_AGE);

    /** Three pods of cart, of which the agent sees two, with 0.5 and 0.25 cores; and one of another app. */
    private static PodsView pods() {
        ClusterPods pods = new ClusterPods(List.of(
                podOf("cart-a", "cart"), podOf("cart-b", "cart"), podOf("cart-c", "cart"), podOf("web-a", "web")));
        RateCalculator calculator = new RateCalculator(Duration.ofMillis(500), Duration.ofSeconds(10));
        AgentTrack first = calculator
                .next(AgentTrack.NONE, reportOf("node-1", 1, reports(0)), NOW)
                .track();
        AgentTrack second =
                calculator.next(first, reportOf("node-1", 2, reports(1)), NOW).track();
        Cluster cluster = new Cluster(List.of(), pods, List.of());
        return new PodsView(
                pods,
                new WorkloadJoin(
                        cluster,
                        NameTable.EMPTY,
                        List.of(Objects.requireNonNull(second.rates())),
                        Duration.ofSeconds(6),
                        NOW));
    }

    /** Of a window of 2 s. */
    private static PodReport[] reports(long times) {
        return new PodReport[] {
            pod("cart-a", times * 1_000, times * 1_000, 0), pod("cart-b", times * 500, 0, 0), pod("web-a", 0, 0, 0)
        };
    }

    private static PodState podOf(String name, String app) {
        PodNetwork network = new PodNetwork(List.of(), "", false, Set.of(), Set.of(), Map.of("app", app));
        List<WorkloadKey> owners = List.of(new WorkloadKey("shop", "Deployment", app));
        return new PodState(name, "shop", name, "node-1", owners, Instant.EPOCH, 0.5, 1.0, network);
    }

    private void seen(int ready, int observed, double cores, Instant at) {
        ServiceNode node = new ServiceNode(
                anObservation()
                        .withPods(ready, observed)
                        .running(cores, 0, 0)
                        .at(at)
                        .build(),
                new Assessment(Rule.NOTHING_SHORT, 0.9, List.of()),
                List.of());
        signals.keep(Map.of(CART, node), at);
    }

    private List<MetricValue> ask(String path, Map<String, String> query) throws Refusal {
        return values.of(Attributes.of("GET", "/apis/custom.metrics.k8s.io/v1beta2/" + path), query, NOW);
    }

    private List<MetricValue> ask(String path) throws Refusal {
        return ask(path, Map.of());
    }

    @Test
    void tellsTheValueOfAWorkload() throws Refusal {
        seen(4, 4, 1.5, NOW.minusSeconds(30));

        assertThat(ask("namespaces/shop/deployments.apps/cart/cpu-usage-cores"))
                .containsExactly(new MetricValue(
                        new ObjectKind("apps/v1", "Deployment"),
                        "shop",
                        "cart",
                        "cpu-usage-cores",
                        NOW.minusSeconds(30),
                        Duration.ofSeconds(2),
                        1.5));
    }

    @Test
    void tellsNoValueThatIsOlderThanThat() {
        seen(4, 4, 1.5, NOW.minusSeconds(31));

        assertNotFound(
                "namespaces/shop/deployments.apps/cart/cpu-usage-cores",
                "older than kernscale.custom-metrics.max-age (30 s)");
    }

    @Test
    void tellsNoSumOfAPartOfThePods() throws Refusal {
        seen(4, 4, 2, NOW.minusSeconds(10));
        seen(4, 1, 0.5, NOW);

        assertThat(ask("namespaces/shop/deployments.apps/cart/cpu-usage-cores"))
                .extracting(MetricValue::value)
                .containsExactly(2.0);
        assertThat(ask("namespaces/shop/deployments.apps/cart/cpu-demand-cores-per-pod"))
                .extracting(MetricValue::value)
                .containsExactly(0.5);
    }

    @Test
    void tellsTheLabelAsAMetric() throws Refusal {
        seen(1, 1, 0.5, NOW);

        assertThat(ask("namespaces/shop/deployments.apps/cart/cpu-bound"))
                .extracting(MetricValue::value)
                .containsExactly(0.0);
    }

    @Test
    void tellsOfThePodsWithTheseLabelsThatAgentsSee() throws Refusal {
        List<MetricValue> found = ask("namespaces/shop/pods/*/cpu-usage-cores", Map.of("labelSelector", "app=cart"));

        assertThat(found).extracting(MetricValue::name).containsExactlyInAnyOrder("cart-a", "cart-b");
        assertThat(found).extracting(MetricValue::value).containsExactlyInAnyOrder(0.5, 0.25);
        assertThat(ask("namespaces/shop/pods/*/cpu-usage-cores")).hasSize(3);
        assertThat(ask("namespaces/shop/pods/cart-a/cpu-saturation-ratio"))
                .extracting(MetricValue::value)
                .containsExactly(0.5);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "namespaces/shop/deployments.apps/none/cpu-usage-cores | no agent has counted",
                "namespaces/shop/deployments.apps/cart/in-flight-requests | no agent has counted",
                "namespaces/shop/deployments.apps/cart/beauty | there is no metric beauty; there are cpu-usage-cores",
                "namespaces/shop/widgets.example.com/cart/cpu-usage-cores | no resource widgets.example.com",
                "namespaces/shop/pods/cart-c/cpu-usage-cores | no agent counts cpu-usage-cores of pods cart-c",
                "namespaces/shop/pods/cart-a/in-flight-requests | no agent counts in-flight-requests",
                "namespaces/shop/pods/cart-a/cpu-bound | is one of workloads, not of pods",
                "namespaces/elsewhere/pods/*/cpu-usage-cores | no agent counts",
                "namespaces/shop/metrics/cpu-usage-cores | metrics stand at",
                "namespaces/shop/deployments.apps/cart/cpu-usage-cores/more | metrics stand at",
                "nodes/node-1/cpu-usage-cores | metrics stand at",
            })
    void findsNothingRatherThanZero(String path, String words) {
        seen(1, 1, 0.5, NOW);

        assertNotFound(path, words);
    }

    private void assertNotFound(String path, String words) {
        assertRefused(Reason.NotFound, words, path, Map.of());
    }

    private void assertRefused(Reason reason, String words, String path, Map<String, String> query) {
        assertThatThrownBy(() -> ask(path, query))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    @Test
    void refusesSelectorsThatAreNoneAndFindsNothingByLabelsThatMetricsHaveNot() throws Refusal {
        seen(1, 1, 0.5, NOW);
        String cart = "namespaces/shop/deployments.apps/cart/cpu-usage-cores";
        String pods = "namespaces/shop/pods/*/cpu-usage-cores";

        assertRefused(Reason.NotFound, "has no labels", cart, Map.of("metricLabelSelector", "path=pay"));
        assertThat(ask(cart, Map.of("metricLabelSelector", "path!=pay"))).hasSize(1);
        assertRefused(Reason.BadRequest, "metricLabelSelector must be", cart, Map.of("metricLabelSelector", "a=b=c"));
        assertRefused(Reason.BadRequest, "labelSelector must be", pods, Map.of("labelSelector", "app in cart"));
        assertRefused(
                Reason.BadRequest,
                "only pods can be asked for by labels",
                "namespaces/shop/deployments.apps/*/cpu-usage-cores",
                Map.of());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.0004, 1m", "0.28, 280m", "3.98, 3980m", "2, 2", "1024, 1Ki", "0.3333333, 334m"})
    void roundsUpSoThatLittleIsNotNothing(double value, String quantity) {
        assertThat(MetricValue.quantity(value)).isEqualTo(quantity);
    }
}
