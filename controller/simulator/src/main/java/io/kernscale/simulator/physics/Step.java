// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** One thing that a thread does for a request. */
public sealed interface Step {

    /** It computes, with time slices where others want the CPU as well. */
    record Compute(Dist cpu) implements Step {
        public Compute {
            requireNonNull(cpu, "cpu");
        }
    }

    /** It asks other services, all at once, and waits for all answers. */
    record Ask(List<Target> targets) implements Step {
        public Ask {
            targets = List.copyOf(targets);
        }
    }

    /** It asks somebody outside of the cluster. */
    record AskOutside(String outside) implements Step {
        public AskOutside {
            requireNonNull(outside, "outside");
        }
    }

    /** It reads from its node's disk, once. */
    record Read() implements Step {}

    /** It takes a lock that all replicas share, and keeps it for a while, asleep. */
    record Locked(Dist held) implements Step {
        public Locked {
            requireNonNull(held, "held");
        }
    }

    /**
     * Whom to ask.
     *
     * @param service     the service's name
     * @param probability that a request needs it, 0..1
     */
    record Target(String service, double probability) {
        public Target {
            requireNonNull(service, "service");
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability must be in [0, 1], was: " + probability);
            }
        }
    }
}
