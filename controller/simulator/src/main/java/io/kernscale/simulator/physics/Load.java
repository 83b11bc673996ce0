// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import io.kernscale.simulator.physics.Request.Origin;
import java.util.SplittableRandom;

/** Clients outside: open arrivals without memory, at a rate that changes from second to second. */
final class Load extends Timer {

    private static final int CLIENTS = 4;
    private static final double SECOND = 1e9;

    private final World world;
    private final Workload entry;
    private final double[] perSecond;
    private final LatencyLog log;
    private final SplittableRandom random;
    private boolean arrives;
    private int turn;

    Load(World world, Workload entry, double[] perSecond, LatencyLog log, SplittableRandom random) {
        this.world = world;
        this.entry = entry;
        this.perSecond = perSecond.clone();
        this.log = log;
        this.random = random;
        plan(0);
    }

    /** The next arrival, or the end of the second where none is before it: arrivals have no memory. */
    private void plan(long now) {
        int second = (int) (now / SECOND);
        if (second >= perSecond.length) {
            return;
        }
        long end = (long) ((second + 1) * SECOND);
        double rate = perSecond[second];
        double gap = rate <= 0 ? Double.MAX_VALUE : -Math.log(1 - random.nextDouble()) / rate * SECOND;
        arrives = gap < end - now;
        world.agenda.set(this, arrives ? now + (long) gap : end);
    }

    @Override
    void fire(long now) {
        if (arrives) {
            log.ask(now);
            turn++;
            entry.receive("203.0.113." + (1 + turn % CLIENTS), turn, new Origin(now, log, answered -> {}), now);
        }
        plan(now);
    }
}
