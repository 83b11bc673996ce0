// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.decide.Outcome.Hold;
import io.kernscale.controller.decide.Outcome.ScaleTo;
import io.kernscale.controller.hpa.HpaReason;
import io.kernscale.controller.hpa.HpaState;
import io.kernscale.controller.hpa.HpaState.Recommendation;
import io.kernscale.controller.hpa.RateLimit;
import io.kernscale.controller.hpa.Stabilized;
import io.kernscale.controller.hpa.Stabilizer;
import io.kernscale.controller.spec.Behavior;
import io.kernscale.controller.spec.ScalingRules;
import io.kernscale.controller.spec.ScalingRules.SelectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets replicas go where the kernel's signal wants them as fast as the user's behavior allows. The windows are those of
 * the spec; without one {@link Starts} and {@link Turn} say how long to look back before a step in. Policies count where
 * the user gave some; else a step out is as large as the demand, because it is sized and not felt for, and a step in is a
 * quarter of the replicas a minute while the workload serves, unless metrics ask for it, which go by the Horizontal Pod
 * Autoscaler's defaults.
 *
 * @param outcome    what is left of what was wanted
 * @param stabilized whether earlier recommendations hold it back
 * @param limited    what else holds it back
 * @param log        the recommendations to remember
 */
record Pace(Outcome outcome, HpaReason stabilized, HpaReason limited, List<Recommendation> log) {

    static final Duration STEP_INTERVAL = Duration.ofSeconds(60);

    private static final double STEP_RATIO = 0.25;

    Pace {
        requireNonNull(outcome, "outcome");
        requireNonNull(stabilized, "stabilized");
        requireNonNull(limited, "limited");
        log = List.copyOf(log);
    }

    static Pace of(Situation situation, Outcome wanted) {
        int replicas = situation.replicas();
        Stabilized stabilized = stabilize(situation, recommended(situation, wanted));
        if (!(wanted instanceof ScaleTo scale)) {
            return new Pace(wanted, HpaReason.READY_FOR_NEW_SCALE, bound(situation, wanted), stabilized.log());
        }
        if (stabilized.replicas() == replicas) {
            return new Pace(
                    situation.hold(HoldReason.STABILIZING),
                    stabilized.reason(),
                    HpaReason.DESIRED_WITHIN_RANGE,
                    stabilized.log());
        }
        int allowed = allowed(situation, scale, stabilized.replicas());
        HpaReason limit = allowed > stabilized.replicas() ? HpaReason.SCALE_DOWN_LIMIT : HpaReason.SCALE_UP_LIMIT;
        return new Pace(
                allowed == replicas ? situation.hold(HoldReason.PACED) : new ScaleTo(allowed, scale.reason()),
                stabilized.reason(),
                allowed == stabilized.replicas() ? bound(situation, scale) : limit,
                stabilized.log());
    }

    /**
     * What counts when later windows look back. Threads that wait within the replicas that the demand takes are no
     * argument for more of them: on busy replicas some window of two seconds always has such a wait.
     */
    private static int recommended(Situation situation, Outcome wanted) {
        boolean fits = wanted instanceof Hold hold && hold.reason() == HoldReason.DEMAND_FITS;
        return fits ? ScaleIn.recommended(situation) : wanted.replicas();
    }

    /** The same memory with an outcome that nothing may hold back. */
    Pace instead(Outcome other) {
        return new Pace(other, HpaReason.READY_FOR_NEW_SCALE, HpaReason.DESIRED_WITHIN_RANGE, log);
    }

    private static HpaReason bound(Situation situation, Outcome outcome) {
        if (outcome instanceof Hold hold && hold.reason() == HoldReason.AT_MAX) {
            return HpaReason.TOO_MANY_REPLICAS;
        }
        return outcome instanceof Hold hold && hold.reason() == HoldReason.AT_MIN
                ? HpaReason.TOO_FEW_REPLICAS
                : HpaReason.DESIRED_WITHIN_RANGE;
    }

    /** At first the present replicas stand for all that is not known. */
    private static Stabilized stabilize(Situation situation, int wanted) {
        Instant now = situation.now();
        List<Recommendation> known =
                situation.history().pace().bridged(situation.replicas(), now).recommendations();
        List<Recommendation> log = known.isEmpty() ? List.of(new Recommendation(now, situation.replicas())) : known;
        Behavior behavior = situation.policy().spec().behavior();
        Instant up =
                now.minus(given(behavior == null ? null : behavior.scaleUp()).orElse(Duration.ZERO));
        Optional<Duration> down = given(behavior == null ? null : behavior.scaleDown());
        Stabilized soon = Stabilizer.both(
                log, situation.replicas(), wanted, up, now.minus(down.orElseGet(() -> Starts.window(situation))), now);
        if (down.isPresent() || !Turn.isNext(situation)) {
            return soon;
        }
        Stabilized late =
                Stabilizer.both(log, situation.replicas(), wanted, up, now.minus(Turn.window(situation)), now);
        return Turn.isDeep(situation, soon.replicas())
                ? new Stabilized(soon.replicas(), soon.reason(), late.log())
                : late;
    }

    /** The window that the user gave. */
    private static Optional<Duration> given(@Nullable ScalingRules rules) {
        return Optional.ofNullable(rules)
                .map(ScalingRules::stabilizationWindowSeconds)
                .map(Duration::ofSeconds);
    }

    private static int allowed(Situation situation, ScaleTo scale, int stabilized) {
        int replicas = situation.replicas();
        HpaState state = situation.history().pace();
        Behavior behavior = situation.policy().spec().behavior();
        if (stabilized > replicas) {
            return behavior != null && isGiven(behavior.scaleUp())
                    ? Math.clamp(
                            RateLimit.upLimit(replicas, behavior.scaleUp(), state, situation.now()),
                            replicas,
                            stabilized)
                    : stabilized;
        }
        return behavior != null && isGiven(behavior.scaleDown())
                ? Math.clamp(
                        RateLimit.downLimit(replicas, behavior.scaleDown(), state, situation.now()),
                        stabilized,
                        replicas)
                : Math.max(stabilized, lowest(situation, scale));
    }

    private static boolean isGiven(ScalingRules rules) {
        return rules.policiesGiven() || rules.selectPolicy() == SelectPolicy.DISABLED;
    }

    private static int lowest(Situation situation, ScaleTo scale) {
        int replicas = situation.replicas();
        if (scale.reason() == ScaleReason.IDLE || scale.reason() == ScaleReason.METRICS) {
            return 0;
        }
        LastScale last = situation.history().lastScale();
        boolean justNow =
                last != null && Duration.between(last.at(), situation.now()).compareTo(STEP_INTERVAL) < 0;
        return justNow ? replicas : replicas - Math.max(1, (int) (replicas * STEP_RATIO));
    }
}
