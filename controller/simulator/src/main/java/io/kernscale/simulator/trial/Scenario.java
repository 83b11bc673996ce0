// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import static java.util.Objects.requireNonNull;

import io.kernscale.simulator.physics.World;
import io.kernscale.simulator.physics.World.Setup;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A load on an application, and what goes wrong.
 *
 * @param name             as in a table
 * @param setup            the cluster
 * @param scaled           workloads that are scaled
 * @param objectiveSeconds for the 99th percentile
 * @param measuredFrom     second from which it is scored: before it everybody settles
 * @param onset            second in which the load or the fault comes; 0 where there is none
 * @param events           what happens at which second
 * @param blind            nodes without an agent
 * @param culprits         who is truly short of CPU because of the onset; empty where more replicas cure nothing
 */
public record Scenario(
        String name,
        Setup setup,
        List<String> scaled,
        double objectiveSeconds,
        int measuredFrom,
        int onset,
        List<Event> events,
        Set<String> blind,
        Set<String> culprits) {

    /**
     * Something happens.
     *
     * @param second when
     * @param what   to the cluster
     */
    public record Event(int second, Consumer<World> what) {
        public Event {
            requireNonNull(what, "what");
        }
    }

    public Scenario {
        requireNonNull(name, "name");
        requireNonNull(setup, "setup");
        scaled = List.copyOf(scaled);
        events = List.copyOf(events);
        blind = Set.copyOf(blind);
        culprits = Set.copyOf(culprits);
    }

    /** Its length. */
    public int seconds() {
        return setup.perSecond().length;
    }

    /** An application under a trace, or the begin of one. */
    public static Scenario ofTrace(Application application, Trace trace, int seconds, int settle) {
        double[] all = trace.perSecond();
        double[] rates = new double[Math.min(seconds, all.length)];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = all[i] * application.loadFactor();
        }
        return new Scenario(
                application.name() + "/" + trace.text(),
                application.setup(rates),
                application.names(),
                application.objectiveSeconds(),
                settle,
                0,
                List.of(),
                Set.of(),
                Set.copyOf(application.names()));
    }
}
