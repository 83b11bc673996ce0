// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import io.kernscale.simulator.physics.Request.Origin;
import java.util.SplittableRandom;

/** A closed load: each client asks, awaits the answer, thinks, and asks again. */
final class Clients {

    private final World world;
    private final Workload asked;
    private final Dist think;
    private final SplittableRandom random;

    Clients(World world, Workload asked, int count, Dist think, SplittableRandom random) {
        this.world = world;
        this.asked = asked;
        this.think = think;
        this.random = random;
        for (int i = 0; i < count; i++) {
            new Client(i).think(world.now());
        }
    }

    /** As a timer, the end of a thought. */
    private final class Client extends Timer {
        private final int number;

        Client(int number) {
            this.number = number;
        }

        void think(long now) {
            world.agenda.set(this, now + (long) think.nanos(random));
        }

        @Override
        void fire(long now) {
            world.latencies().ask(now);
            asked.receive("203.0.113." + (1 + number), number, new Origin(now, world.latencies(), this::think), now);
        }
    }
}
