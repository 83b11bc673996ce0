// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.metrics;

import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.culprit.GraphEdge;
import io.kernscale.controller.culprit.ServiceMap;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows the service map after a round: its busiest edges, one by one, and all others added up, so that a pod that talks
 * to the whole world does not become a series for each address.
 */
public final class MapMetrics implements MeterBinder {
    private static final Tags OTHERS = Tags.of("from", "others", "to", "others", "port", "0");
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private final int maxEdges;
    private volatile @Nullable Families families;

    private record Families(
            GaugeFamily outstanding,
            GaugeFamily connections,
            GaugeFamily requests,
            GaugeFamily failures,
            GaugeFamily latencies,
            GaugeFamily culprits) {}

    /** @param maxEdges edges with meters of their own */
    public MapMetrics(int maxEdges) {
        this.maxEdges = maxEdges;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        families = new Families(
                new GaugeFamily(registry, "kernscale.edge.outstanding", null, "requests without an answer, on average"),
                new GaugeFamily(registry, "kernscale.edge.connections", null, "connections open"),
                new GaugeFamily(registry, "kernscale.edge.requests.rate", null, "requests a second"),
                new GaugeFamily(registry, "kernscale.edge.failures.rate", null, "failed connections a second"),
                new GaugeFamily(
                        registry, "kernscale.edge.latency", "seconds", "time to the answer, by quantile of the window"),
                new GaugeFamily(
                        registry,
                        "kernscale.workload.culprit",
                        null,
                        "part of a waiting workload's outstanding time that leads to this end"));
    }

    /** Takes over the map of a round. */
    public void show(ServiceMap map) {
        Families shown = families;
        if (shown == null) {
            return;
        }
        Map<Tags, EdgeRates> edges = bounded(map.edges());
        shown.outstanding.show(values(edges, EdgeRates::outstanding));
        shown.connections.show(values(edges, EdgeRates::open));
        shown.requests.show(values(edges, EdgeRates::requestsPerSecond));
        shown.failures.show(values(edges, EdgeRates::failuresPerSecond));
        shown.latencies.show(latencies(edges));
        shown.culprits.show(culprits(map));
    }

    private Map<Tags, EdgeRates> bounded(List<GraphEdge> edges) {
        Map<Tags, EdgeRates> bounded = new HashMap<>();
        for (int i = 0; i < edges.size(); i++) {
            Tags tags = i < maxEdges ? tags(edges.get(i)) : OTHERS;
            bounded.merge(tags, edges.get(i).rates(), EdgeRates::plus);
        }
        return bounded;
    }

    private static Tags tags(GraphEdge edge) {
        return Tags.of(
                "from", edge.from().displayName(),
                "to", edge.to().displayName(),
                "port", Integer.toString(edge.port()));
    }

    private static Map<Tags, Double> values(Map<Tags, EdgeRates> edges, ToDoubleFunction<EdgeRates> value) {
        Map<Tags, Double> values = new HashMap<>();
        edges.forEach((tags, rates) -> values.put(tags, value.applyAsDouble(rates)));
        return values;
    }

    private static Map<Tags, Double> latencies(Map<Tags, EdgeRates> edges) {
        Map<Tags, Double> values = new HashMap<>();
        edges.forEach((tags, rates) -> {
            for (double quantile : QUANTILES) {
                OptionalDouble seconds = rates.answers().quantileSeconds(quantile);
                seconds.ifPresent(value -> values.put(tags.and("quantile", Double.toString(quantile)), value));
            }
        });
        return values;
    }

    private static Map<Tags, Double> culprits(ServiceMap map) {
        Map<Tags, Double> shares = new HashMap<>();
        map.walks()
                .forEach((waiter, walk) -> walk.culprits()
                        .forEach(culprit -> shares.merge(tags(waiter, culprit), culprit.share(), Double::sum)));
        return shares;
    }

    private static Tags tags(WorkloadKey waiter, Culprit culprit) {
        return Tags.of(
                "namespace", waiter.namespace(),
                "workload", waiter.kind() + "/" + waiter.name(),
                "end", culprit.end().text(),
                "culprit", culprit.peer().displayName());
    }
}
