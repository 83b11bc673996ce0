// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.simulator.calibration.Case.Server;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case has its shortage, by arithmetic. */
class SimulatedRunTest {
    private static final Inputs INPUTS = new Inputs(40e-6, 200e-6, 10e-6, 4);

    /**
     * One core for 4 threads is a quarter each; three quarters of a core for 2 threads are 37.5 %; half a core for 4
     * threads is an eighth each. A cycle of 1 + 16 * 0.25 = 5 ms is at the disk for 3.2 ms. A cycle of 40 ms waits
     * for 20.
     */
    @ParameterizedTest
    @CsvSource({
        "CPU-bound, RUN, 25",
        "noisy neighbour, RUN, 37.5",
        "quota-bound, RUN, 12.5",
        "disk-bound, DISK, 64",
        "waiting, ANSWER, 50"
    })
    void aCaseIsShortOfWhatItsNameSays(String name, Share share, double percent) {
        Shares shares = SimulatedRun.of(named(name), INPUTS);
        assertThat(shares.of(share)).isCloseTo(percent, within(4.0));
        assertThat(shares).isEqualTo(SimulatedRun.of(named(name), INPUTS));
    }

    @Test
    void anAskedServerHasAThreadForEachThreadThatAsks() {
        Case waiting = named("waiting");
        assertThat(waiting.servers()).extracting(Server::name).containsExactly("front", "back");
        assertThat(waiting.servers()).extracting(waiting::threads).containsExactly(2, 2);
    }

    @Test
    void noTwoServersHaveTheSameName() {
        assertThat(Cases.all().stream().flatMap(one -> one.servers().stream()).map(Server::name))
                .doesNotHaveDuplicates();
        assertThat(Arrays.stream(Share.values()).map(Share::text)).doesNotHaveDuplicates();
    }

    private static Case named(String name) {
        return Cases.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
