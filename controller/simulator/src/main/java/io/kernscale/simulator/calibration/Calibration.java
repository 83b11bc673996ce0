// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.calibration;

import io.kernscale.testkit.demo.DemoException;
import io.kernscale.testkit.demo.MiniCluster;
import java.time.Duration;
import java.util.List;

/**
 * Runs cases on both sides: on the kernel some rounds, of which the median counts, then in the simulator.
 *
 * @param cluster on this machine
 * @param rounds  1 or more
 * @param length  of a round
 */
record Calibration(MiniCluster cluster, int rounds, Duration length) {

    private static final int CORES = 2;

    /** @throws DemoException on a machine with fewer cores than the cases need */
    Calibration {
        int cores = Runtime.getRuntime().availableProcessors();
        if (cores < CORES) {
            throw new DemoException(
                    "the cases need " + CORES + " cores, and this machine has " + cores + "; use a larger one");
        }
    }

    /** What the simulator is to be told of this machine. */
    Inputs inputs() throws InterruptedException {
        return Inputs.of(quietest(Cases.alone()), quietest(Cases.crowd()));
    }

    private Counters quietest(Case described) throws InterruptedException {
        return RealRun.rounds(cluster, described, 1, length).getFirst().window();
    }

    Comparison compare(Case described, Inputs inputs) throws InterruptedException {
        int threads = described.threads(described.compared());
        List<Round> real = RealRun.rounds(cluster, described, rounds, length);
        List<Shares> shares =
                real.stream().map(round -> Shares.of(round.window(), threads)).toList();
        return new Comparison(
                described.name(), real.getLast().isQuiet(), Shares.median(shares), SimulatedRun.of(described, inputs));
    }
}
