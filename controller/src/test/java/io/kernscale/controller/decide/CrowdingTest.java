// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import static io.kernscale.controller.classify.AnObservation.anObservation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.controller.classify.AnObservation;
import io.kernscale.controller.classify.Capacity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two replicas of one core that use 1.2 of it: u = 0.6, so 1.2 * 0.6 / 0.4 = 1.8 would wait at k = 1. */
class CrowdingTest {

    private static final Capacity ONE_CORE = new Capacity(1, Capacity.Basis.LIMIT);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "shared like one core: k = 1, 1.8, 0.8",
        "finer work is no reason to keep less free: k = 0.64, 1.152, 0.8",
        "coarse work: k = 4, 7.2, 0.667",
        "no wait at all, 0, 0.8",
        "a wait of k = 9, 16.2, 0.6"
    })
    void keepsTheRootOfTheWaitFree(String name, double waitCores, double usable) {
        Crowding crowding = seen(anObservation().withPods(2, 2).running(1.2, 0, waitCores), 120);
        assertThat(crowding.usableRatio(0.2)).as(name).isCloseTo(usable, within(0.001));
    }

    @Test
    void keepsTheTargetFreeUntilAMinuteWasSeen() {
        AnObservation calm = anObservation().withPods(2, 2).running(1.2, 0, 0);
        assertThat(seen(calm, 28).usableRatio(0.2)).isEqualTo(0.8);
        assertThat(Crowding.UNKNOWN.usableRatio(0.3)).isEqualTo(0.7);
    }

    @Test
    void learnsNothingFromWindowsThatTellNothing() {
        assertThat(seen(anObservation().withPods(2, 2).running(1.92, 0, 9), 120))
                .isEqualTo(Crowding.UNKNOWN);
        assertThat(seen(anObservation().withPods(2, 2).running(0.5, 0, 0), 120)).isEqualTo(Crowding.UNKNOWN);
        assertThat(seen(anObservation().withPods(2, 2).running(1.2, 3, 0).withNodes(8, 0.9), 120))
                .isEqualTo(Crowding.UNKNOWN);
    }

    /** Each window of it counts four times k, so k grows by a thirtieth a window: from 1 to e = 2.7 in a minute: 0.708. */
    @Test
    void takesAQueueThatIsClearedForNoHabit() {
        Crowding crowding = seen(anObservation().withPods(2, 2).running(1.2, 0, 1.8), 90);
        for (int window = 0; window < 30; window++) {
            crowding = crowding.learn(
                    anObservation().withPods(2, 2).running(1.2, 0, 100).build(), ONE_CORE);
        }
        assertThat(crowding.usableRatio(0.2)).isGreaterThan(0.7);
    }

    @Test
    void forgetsWhatWasMinutesAgo() {
        Crowding coarse = seen(anObservation().withPods(2, 2).running(1.2, 0, 7.2), 300);
        Crowding now = coarse;
        for (int window = 0; window < 600; window++) {
            now = now.learn(anObservation().withPods(2, 2).running(1.2, 0, 0).build(), ONE_CORE);
        }
        assertThat(now.usableRatio(0.2)).isEqualTo(0.8);
    }

    private static Crowding seen(AnObservation observation, int windows) {
        Crowding crowding = Crowding.UNKNOWN;
        for (int window = 0; window < windows; window++) {
            crowding = crowding.learn(observation.build(), ONE_CORE);
        }
        return crowding;
    }
}
