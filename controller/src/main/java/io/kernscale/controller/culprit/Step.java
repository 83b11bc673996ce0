// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import io.kernscale.controller.classify.Compact;
import io.kernscale.controller.classify.Dependency;
import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Peer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A wait that is followed.
 *
 * @param peer  who is waited for
 * @param rates what was exchanged, over all ports
 * @param least whether the time seen is a lower bound
 * @param share of the outstanding time of all the waits that are followed, above 0 and at most 1
 */
record Step(Peer peer, EdgeRates rates, boolean least, double share) {

    /** Waits with a smaller part of the outstanding time are not followed, except for the largest. */
    private static final double FOLLOWED_RATIO = 0.2;

    /**
     * The waits of a workload that are followed, the largest first. Example: 6, 3 and 1 outstanding: the first two are,
     * with the shares 6/9 and 3/9.
     */
    static List<Step> of(ServiceNode node) {
        Map<Peer, Step> peers = new LinkedHashMap<>();
        node.dependencies().stream()
                .filter(one -> one.holdsWork() && one.call().rates().outstanding() > 0)
                .forEach(one -> peers.merge(one.call().peer(), whole(one), Step::plus));
        List<Step> steps = new ArrayList<>(peers.values());
        steps.sort(Comparator.comparingDouble(step -> -step.outstanding()));
        double least = FOLLOWED_RATIO * outstanding(steps);
        List<Step> followed = new ArrayList<>(steps.subList(0, Math.min(1, steps.size())));
        steps.stream().skip(1).filter(step -> step.outstanding() >= least).forEach(followed::add);
        double total = outstanding(followed);
        return followed.stream()
                .map(step -> new Step(step.peer, step.rates, step.least, step.outstanding() / total))
                .toList();
    }

    private static Step whole(Dependency one) {
        return new Step(one.call().peer(), one.call().rates(), one.kind() == Kind.UNCLEAR, 1);
    }

    private static Step plus(Step one, Step other) {
        return new Step(one.peer, one.rates.plus(other.rates), one.least || other.least, 1);
    }

    static double outstanding(List<Step> steps) {
        return steps.stream().mapToDouble(Step::outstanding).sum();
    }

    double outstanding() {
        return rates.outstanding();
    }

    /** {@code 412 ms outstanding, 38 concurrent}. */
    String numbers() {
        String time = rates.answersPerSecond() == 0
                ? "unanswered"
                : Compact.number(outstanding() / rates.answersPerSecond() * 1000) + " ms outstanding";
        return time + ", " + (least ? "at least " : "") + Compact.number(outstanding()) + " concurrent";
    }
}
