// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.kernscale.simulator.physics.Dist;
import io.kernscale.simulator.physics.ServiceSpec;
import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.ServiceSpec.StartUp;
import io.kernscale.simulator.physics.ServiceSpec.Style;
import io.kernscale.simulator.physics.Step.Compute;
import io.kernscale.simulator.physics.World;
import io.kernscale.simulator.physics.World.Observed;
import io.kernscale.simulator.physics.World.Setup;
import io.kernscale.simulator.scaler.ApiServer.Write;
import io.kernscale.simulator.scaler.HpaScaler.Rules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The baselines against ramps that follow from the rule by hand. */
class HpaScalerTest {

    private static final long SECOND = 1_000_000_000;

    /** Usage ends at the limit, so a five-fold step at a target of 75 % is felt for: each time by 100 / 75. */
    @Test
    void aStepIsClimbedInSixCycles() {
        Rules slow =
                new Rules(60, 15, 0, 75, Duration.ofMinutes(5), Rules.tuned(75).behavior());
        assertThat(ramp(10, 3_750, slow, 500)).startsWith(14, 19, 26, 35, 47);
    }

    /** Without behavior the default lets replicas double, or become 4. */
    @Test
    void theDefaultsAtMostDouble() {
        assertThat(ramp(1, 3_750, Rules.defaults(), 300)).startsWith(2);
        assertThat(Rules.defaults().behavior()).isNull();
    }

    /** 500 requests of 10 ms are 5 cores: 10 pods use 50 %, at a target of 50 % that is right. */
    @Test
    void whoIsAtItsTargetIsNotScaled() {
        assertThat(ramp(10, 500, Rules.tuned(50), 300)).isEmpty();
        assertThat(ramp(10, 500, Rules.defaults(), 250)).isEmpty();
    }

    /** 5 cores at a target of 80 % are 7 pods; the fast one waits 20 s for it, the other 300 s. */
    @Test
    void scaleInWaitsForItsWindow() {
        assertThat(firstWrite(Rules.tunedFast(80))).isBetween(20L, 30L);
        assertThat(firstWrite(Rules.tuned(80))).isBetween(300L, 330L);
    }

    private static long firstWrite(Rules rules) {
        return writes(10, 500, rules, 400).getFirst().at() / SECOND;
    }

    private static List<Integer> ramp(int replicas, double perSecond, Rules rules, int seconds) {
        return writes(replicas, perSecond, rules, seconds).stream()
                .map(Write::to)
                .toList();
    }

    private static List<Write> writes(int replicas, double perSecond, Rules rules, int seconds) {
        PodSpec pod = new PodSpec(Style.POOL, 64, 1, 1, StartUp.NATIVE);
        ServiceSpec service = new ServiceSpec("shop", List.of(new Compute(Dist.exponential(0.01))), pod, replicas);
        double[] rates = new double[seconds];
        Arrays.fill(rates, perSecond);
        World world = new World(new Setup(6, 16, List.of(service), Map.of(), "shop", rates), Observed.BY_NOBODY, 3);
        ApiServer api = new ApiServer(world);
        HpaScaler scaler = new HpaScaler(api, List.of("shop"), rules);
        for (int second = 1; second <= seconds; second++) {
            world.run(second * SECOND);
            scaler.look();
        }
        return api.writes();
    }
}
