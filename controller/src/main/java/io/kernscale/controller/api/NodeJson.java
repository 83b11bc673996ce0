// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.classify.Assessment;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Observation;
import io.kernscale.controller.collect.Peer;
import io.kernscale.controller.collect.Traffic;
import io.kernscale.controller.collect.WorkloadKey;
import io.kernscale.controller.culprit.ServiceNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One node of the service map as the API tells it. Absent is what is not known.
 *
 * @param id                what edges call it: {@code shop/Deployment/cart}, {@code outside/10.9.0.7}
 * @param type              {@code workload}, {@code service}, {@code node}, {@code outside} or {@code tail}
 * @param name              as people read it
 * @param label             what the workload is short of
 * @param rule              that gave the label
 * @param confidence        in the label, 0..1
 * @param evidence          the numbers behind it, in sentences
 * @param readyPods         pods that are ready
 * @param observedPods      of these, the ones that agents see
 * @param inFlight          requests that it serves at once, on average over the window
 * @param requestsPerSecond requests that it is asked
 */
public record NodeJson(
        String id,
        String type,
        String name,
        @Nullable String label,
        @Nullable String rule,
        @Nullable Double confidence,
        List<String> evidence,
        @Nullable Integer readyPods,
        @Nullable Integer observedPods,
        @Nullable Double inFlight,
        @Nullable Double requestsPerSecond) {

    static NodeJson of(WorkloadKey workload, ServiceNode node) {
        Assessment assessment = node.assessment();
        Observation observation = node.observation();
        Traffic traffic = observation.traffic();
        EdgeRates inbound = traffic == null ? null : traffic.inbound();
        return new NodeJson(
                workload.toString(),
                "workload",
                workload.name(),
                assessment.label().text(),
                assessment.rule().name(),
                assessment.confidence(),
                assessment.evidence(),
                observation.readyPods(),
                observation.observedPods(),
                inbound == null ? null : inbound.outstanding(),
                inbound == null ? null : inbound.requestsPerSecond());
    }

    /** Of a peer that no agent sees. */
    static NodeJson of(Peer peer) {
        return new NodeJson(
                id(peer), type(peer), peer.displayName(), null, null, null, List.of(), null, null, null, null);
    }

    static String id(Peer peer) {
        return switch (peer) {
            case Peer.OfWorkload workload -> workload.workload().toString();
            case Peer.OfService service -> service.displayName();
            case Peer.OfNode node -> "node/" + node.node();
            case Peer.Outside outside -> "outside/" + outside.address();
            case Peer.Tail tail -> "tail";
        };
    }

    private static String type(Peer peer) {
        return switch (peer) {
            case Peer.OfWorkload workload -> "workload";
            case Peer.OfService service -> "service";
            case Peer.OfNode node -> "node";
            case Peer.Outside outside -> "outside";
            case Peer.Tail tail -> "tail";
        };
    }

    static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
