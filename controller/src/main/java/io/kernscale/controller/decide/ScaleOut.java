// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.classify.Rule;
import io.kernscale.controller.collect.CpuRates;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.objective.Aim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides for a workload that is short of CPU: more replicas, or the same. */
final class ScaleOut {

    /**
     * Up to this part more than the replicas are for is noise. The Horizontal Pod Autoscaler's tenth would spend the
     * headroom instead: at a target of 0.8 it begins at 0.88, where twice as many threads wait as at 0.8.
     */
    static final double TOLERANCE = 0.03;

    /** Beside neighbours who take its CPU a workload uses up first what is its own: at a target of 0.8, 0.96 of it. */
    static final double TOLERANCE_BESIDE_NEIGHBOURS = 0.2;

    /** Pods that come one after the other, as in a rolling update, hold a scale-out back no longer than this. */
    private static final Duration SETTLE_AT_MOST = Duration.ofSeconds(30);

    private static final double FULL_POOL_RATIO = 0.9;

    private ScaleOut() {}

    static Outcome decide(Situation situation) {
        History history = situation.history();
        LastScale last = history.lastScale();
        if (last != null && last.awaits(situation.state(), situation.now())) {
            return situation.hold(HoldReason.AWAITING_REPLICAS);
        }
        if (situation.mostlyStarting()) {
            return situation.hold(HoldReason.STARTING_PODS);
        }
        if (situation.startsInWindow() && !settledLongEnough(history.settlingSince(), situation.now())) {
            return situation.hold(HoldReason.STARTING_PODS);
        }
        Levels now = Levels.of(situation.observation());
        Optional<Levels> steady = Onset.steady(
                history.levels(), now, situation.observation().cpu().runnableThreads());
        Sizing sizing = new Sizing(situation.capacity(), situation.usableRatio());
        Size size = sizing.size(steady.orElse(now), situation.observation(), history, Memory.meanRunCores(situation));
        boolean unclear = steady.isEmpty()
                || mayBeChance(situation, sizing, steady.get())
                || countsFirstRequests(situation, sizing, size);
        if (!history.onsetAwaited() && (unclear || growsIntoPool(situation))) {
            return situation.hold(HoldReason.ONSET_IN_WINDOW);
        }
        return sized(situation, size.times(unseenRatio(situation)), last);
    }

    /**
     * Ready pods by those that are seen, where half of them are: a Service spreads requests, so the others are as busy.
     * Fewer are no sample.
     */
    private static double unseenRatio(Situation situation) {
        int seen = situation.observation().observedPods();
        int ready = situation.observation().readyPods();
        return 2 * seen >= ready ? Math.max(1.0, (double) ready / seen) : 1;
    }

    /** One used-up window after a quiet one may be chance, where requests are few and large. */
    private static boolean mayBeChance(Situation situation, Sizing sizing, Levels steady) {
        Levels before = situation.history().levels();
        return sizing.usedUp(steady, situation.observation().cpu(), situation.history())
                && !(before != null && sizing.nearlyUsedUp(before))
                && !sizing.beyondChance(steady, situation.observation(), situation.history());
    }

    /** What came in the window in which clients came is no rate, and where they hardly pause nothing else tells one. */
    private static boolean countsFirstRequests(Situation situation, Sizing sizing, Size size) {
        return size.basis() == Size.Basis.ARRIVALS
                && sizing.clientsCome(situation.observation().cpu(), situation.history());
    }

    /** The queue begins to grow and the pool still has idle threads: a second window shows the rate. */
    private static boolean growsIntoPool(Situation situation) {
        CpuRates cpu = situation.observation().cpu();
        Levels before = situation.history().levels();
        Baseline baseline = situation.history().baseline();
        boolean threadsTell = baseline != null && baseline.boundThreads();
        return before != null
                && !threadsTell
                && Sizing.grows(cpu)
                && !Sizing.grewBefore(cpu, before)
                && cpu.runnableThreads() < FULL_POOL_RATIO * cpu.threads();
    }

    private static boolean settledLongEnough(@Nullable Instant since, Instant now) {
        return since != null && Duration.between(since, now).compareTo(SETTLE_AT_MOST) >= 0;
    }

    private static Outcome sized(Situation situation, Size size, @Nullable LastScale last) {
        int replicas = situation.replicas();
        if (size.replicas() <= replicas || size.exactReplicas() <= replicas * (1 + tolerance(situation))) {
            return situation.hold(fits(situation));
        }
        if (replicas == situation.policy().maxReplicas()) {
            return situation.hold(HoldReason.AT_MAX);
        }
        if (last != null && contended(situation) && gainedNothing(situation, last)) {
            return situation.hold(HoldReason.NO_GAIN);
        }
        return new ScaleTo(
                Math.min(stepped(situation, size), situation.policy().maxReplicas()),
                size.basis() == Size.Basis.EXHAUSTED ? ScaleReason.EXHAUSTED : ScaleReason.DEMAND);
    }

    /** What only use tells grows slowly, so that a step for slow starters may go further than it takes at once. */
    private static int stepped(Situation situation, Size size) {
        Aim aim = situation.aim();
        return aim != null && size.basis() == Size.Basis.USED
                ? size.times(aim.stepRatio()).replicas()
                : size.replicas();
    }

    private static double tolerance(Situation situation) {
        return situation.assessment().rule() == Rule.NEIGHBOUR_WAIT ? TOLERANCE_BESIDE_NEIGHBOURS : TOLERANCE;
    }

    private static HoldReason fits(Situation situation) {
        if (situation.partial()) {
            return HoldReason.PARTIALLY_OBSERVED;
        }
        return situation.assessment().rule() == Rule.NEIGHBOUR_WAIT
                ? HoldReason.NOISY_NEIGHBOUR
                : HoldReason.DEMAND_FITS;
    }

    private static boolean contended(Situation situation) {
        Rule rule = situation.assessment().rule();
        return rule == Rule.CONTENTION_WAIT || rule == Rule.NEIGHBOUR_WAIT;
    }

    private static boolean gainedNothing(Situation situation, LastScale last) {
        return last.gainedNothing(
                situation.state(), situation.observation().cpu().runCores(), situation.now());
    }
}
