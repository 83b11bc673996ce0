// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.report;

import static java.util.Objects.requireNonNull;

import io.kernscale.simulator.report.EdgeMeter.Turns;
import io.kernscale.simulator.report.Exchange.Address;
import io.kernscale.simulator.report.Exchange.Traffic;
import io.kernscale.simulator.scenario.Layout.Node;
import io.kernscale.simulator.scenario.Layout.Pod;
import io.kernscale.simulator.scenario.Scenario;
import io.kernscale.wire.EdgeCounters.Role;
import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The agents of a scenario's nodes: they count what goes on, and report it. Not thread-safe. */
public final class Agents {

    private static final List<FeatureStatus> FEATURES = Stream.of(
                    Feature.SCHEDULER, Feature.BLOCK, Feature.LIFECYCLE, Feature.TCP)
            .map(feature -> new FeatureStatus(feature, Source.TP_BTF, ""))
            .toList();
    private static final int MOST_AGE_MILLIS = 150;

    private final Scenario scenario;
    private final Levels before;
    private final Levels after;
    private final Noise noise;
    private final Map<String, PodMeter> meters = new LinkedHashMap<>();
    private double uptimeSeconds;
    private long sequence;

    public Agents(Scenario scenario) {
        this.scenario = scenario;
        this.before = Levels.of(scenario.before(), scenario.layout(), scenario.chatter());
        this.after = Levels.of(scenario.after(), scenario.layout(), scenario.chatter());
        this.noise = new Noise(scenario.seed());
        scenario.layout().pods().forEach(pod -> meters.put(pod.uid(), new PodMeter(pod, before.level(pod))));
        before.exchanges().forEach(this::connect);
    }

    /** Both ends of an exchange know its connections by the client's address and port. */
    private void connect(Exchange exchange) {
        PodMeter client = exchange.client() == null ? null : meter(exchange.client());
        Address address = exchange.address();
        List<String> connections = IntStream.range(0, exchange.traffic().connections())
                .mapToObj(i -> address.client() + ":" + (client == null ? 40_000 + i : client.nextPort()))
                .toList();
        clientEdge(exchange).ifPresent(edge -> edge.open(connections));
        serverEdge(exchange).ifPresent(edge -> edge.open(connections));
    }

    private Optional<EdgeMeter> clientEdge(Exchange exchange) {
        Pod client = exchange.client();
        Address address = exchange.address();
        return client == null
                ? Optional.empty()
                : Optional.of(meter(client).edge(Role.CLIENT, address.asked(), address.port()));
    }

    private Optional<EdgeMeter> serverEdge(Exchange exchange) {
        Pod server = exchange.server();
        Address address = exchange.address();
        return server == null
                ? Optional.empty()
                : Optional.of(meter(server).edge(Role.SERVER, address.client(), address.servedPort()));
    }

    private PodMeter meter(Pod pod) {
        return requireNonNull(meters.get(pod.uid()), () -> "no meter of pod " + pod.uid());
    }

    /**
     * Time goes by.
     *
     * @param seconds     of it
     * @param faultyRatio the part of it, at its end, in which the faults are there; 0..1
     */
    public void pass(double seconds, double faultyRatio) {
        pass(before, seconds * (1 - faultyRatio));
        pass(after, seconds * faultyRatio);
        uptimeSeconds += seconds;
        sequence++;
    }

    private void pass(Levels levels, double seconds) {
        if (seconds <= 0) {
            return;
        }
        meters.values().forEach(PodMeter::begin);
        scenario.layout().pods().forEach(pod -> meter(pod).pass(levels.level(pod), seconds, noise));
        levels.exchanges().forEach(exchange -> pass(exchange, seconds));
    }

    private void pass(Exchange exchange, double seconds) {
        Traffic traffic = exchange.traffic();
        double factor = noise.factor();
        Turns asked = turns(traffic, seconds, factor, traffic.askSeconds(), traffic.asked());
        Turns served = turns(traffic, seconds, factor, traffic.serveSeconds(), traffic.served());
        clientEdge(exchange).ifPresent(edge -> edge.pass(seconds, asked, noise));
        serverEdge(exchange).ifPresent(edge -> edge.pass(seconds, served, noise));
    }

    /** The fewer connections are free, the steadier is what is under way: a full pool is full all the time. */
    private static Turns turns(Traffic traffic, double seconds, double factor, double turnSeconds, double underWay) {
        double count = traffic.requestsPerSecond() * seconds * factor;
        int connections = traffic.connections();
        if (connections == 0) {
            return new Turns(count, turnSeconds, underWay * factor, 0, count);
        }
        double freeRatio = 1 - traffic.asked() / connections;
        double now = Math.min(connections, underWay * (1 + (factor - 1) * freeRatio));
        return new Turns(count, turnSeconds, now, traffic.isParked() ? connections : 0, 0);
    }

    /** What the agent of a node answers now. */
    public NodeReport report(Node node) {
        return new NodeReport(
                NodeReport.API_VERSION,
                node.name(),
                "epoch-of-" + node.name(),
                sequence,
                (long) ((uptimeSeconds + 1_000) * 1e9),
                (long) noise.upTo(MOST_AGE_MILLIS),
                node.cpus(),
                FEATURES,
                scenario.layout().pods().stream()
                        .filter(pod -> pod.node().equals(node))
                        .map(pod -> meter(pod).report(noise))
                        .toList(),
                List.of());
    }
}
