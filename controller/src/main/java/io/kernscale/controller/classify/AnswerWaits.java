// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import io.kernscale.controller.classify.Dependency.Kind;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.collect.EdgeRates;
import io.kernscale.controller.collect.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognizes work that waits for answers: of the time of its working threads, calls that are outstanding have more than
 * four fifths. Example: 38 outstanding, 1.2 running or runnable and 0.3 at the disk: 38 / 39.5 = 0.96.
 */
final class AnswerWaits {

    private static final double MATERIAL_OUTSTANDING = 0.25;
    private static final double DOMINANT_RATIO = 0.8;
    private static final double STILL_DOMINANT_RATIO = 0.7;
    private static final double NAMED_RATIO = 0.2;
    private static final double SURE = 0.9;
    private static final double LIKELY = 0.6;

    private AnswerWaits() {}

    static Optional<Assessment> find(Observation observation, Work work, boolean before) {
        return dominates(observation, work, before ? STILL_DOMINANT_RATIO : DOMINANT_RATIO)
                ? Optional.of(assessment(observation, work))
                : Optional.empty();
    }

    /** Whether calls have the working threads' time beyond doubt, whatever else they lack. */
    static boolean dominates(Observation observation, Work work) {
        return dominates(observation, work, DOMINANT_RATIO);
    }

    private static boolean dominates(Observation observation, Work work, double ratio) {
        return work.outstanding() >= MATERIAL_OUTSTANDING && work.waitRatio(observation.cpu()) > ratio;
    }

    private static Assessment assessment(Observation observation, Work work) {
        CpuRates cpu = observation.cpu();
        boolean clear =
                work.waits().stream().filter(one -> isMaterial(one, work)).allMatch(one -> one.kind() == Kind.CALL);
        List<String> evidence = new ArrayList<>(work.waits().stream()
                .filter(one -> isMaterial(one, work))
                .map(AnswerWaits::text)
                .toList());
        String threads = cpu.blocked().network() < 1
                ? ""
                : Compact.number(cpu.blocked().network()) + " threads blocked in network receive, ";
        evidence.add(threads + Compact.number(work.inFlight()) + " requests in flight, "
                + Compact.number(cpu.runCores()) + " cores used");
        return new Assessment(Rule.ANSWERS_DOMINATE, clear ? SURE : LIKELY, evidence);
    }

    private static boolean isMaterial(Dependency one, Work work) {
        return one.call().rates().outstanding() >= NAMED_RATIO * work.outstanding();
    }

    /** Example: {@code 38 calls outstanding to shop/Deployment/cart port 80: 412 ms each, 99 % within 903 ms}. */
    private static String text(Dependency one) {
        EdgeRates rates = one.call().rates();
        String least = one.kind() == Kind.UNCLEAR ? "at least " : "";
        return least + Compact.number(rates.outstanding()) + " calls outstanding to "
                + one.call().peer().displayName() + " port " + one.call().port() + ": " + answers(rates) + ", over "
                + rates.open() + " connections" + failures(rates);
    }

    private static String answers(EdgeRates rates) {
        if (rates.answersPerSecond() == 0) {
            return "none answered";
        }
        String slowest = rates.answers().quantileSeconds(0.99).isPresent()
                ? ", 99 % within "
                        + millis(rates.answers().quantileSeconds(0.99).getAsDouble())
                : "";
        return millis(rates.outstanding() / rates.answersPerSecond()) + " each" + slowest;
    }

    private static String failures(EdgeRates rates) {
        return rates.failuresPerSecond() == 0
                ? ""
                : ", a second " + Compact.number(rates.refusedPerSecond()) + " refused, "
                        + Compact.number(rates.resetPerSecond()) + " reset, "
                        + Compact.number(rates.timedOutPerSecond()) + " timed out";
    }

    private static String millis(double seconds) {
        return Compact.number(seconds * 1000) + " ms";
    }
}
