// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import static java.util.Objects.requireNonNull;

import io.kernscale.controller.collect.Peer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a workload's edges, to be handed in with its next window. Immutable, and bounded: of more than
 * 256 edges those seen last are kept.
 *
 * @param edges seen the longest ago first
 */
public record Habits(Map<Edge, Habit> edges) {

    /** Of a workload never seen. */
    public static final Habits NONE = new Habits(Map.of());

    static final int MOST = 256;

    /**
     * What a habit belongs to.
     *
     * @param peer who is asked; null for what the workload serves at the port itself, whoever asks
     */
    public record Edge(@Nullable Peer peer, int port) {}

    /**
     * How an edge has been, in windows.
     *
     * @param ordinary   windows in which it answered soon, or had nothing to answer
     * @param waited     windows in which it did nothing but wait, with no work that waited for it
     * @param subscribed whether the last window was one of the latter
     * @param level      connections that did nothing but wait in the last window
     * @param steady     windows, the last one included, for which there were as many
     */
    public record Habit(int ordinary, int waited, boolean subscribed, int level, int steady) {

        static final Habit NONE = new Habit(0, 0, false, 0, 0);

        /** Windows of a handshake, which every edge begins with. */
        private static final int HANDSHAKE = 2;

        private static final int LONG_MEMORY = 1800;

        /** Whether waiting is not its way: then a wait without end is a hang. */
        boolean ordinarily() {
            return ordinary > Math.max(HANDSHAKE, waited);
        }

        /** Whether there was more to it than a handshake. */
        boolean known() {
            return ordinary + waited > HANDSHAKE;
        }

        Habit waitedAgain(LongWaits waits) {
            return aged(ordinary, waited + 1, true, waits);
        }

        Habit ordinaryAgain(LongWaits waits) {
            return aged(ordinary + 1, waited, false, waits);
        }

        /** With a window that could be either. */
        Habit unclearAgain(LongWaits waits) {
            return aged(ordinary, waited, false, waits);
        }

        private Habit aged(int ordinary, int waited, boolean subscribed, LongWaits waits) {
            int levelNow = waits.constant() ? waits.connections() : 0;
            int steadyNow = levelNow == level ? Math.min(steady, LONG_MEMORY) + 1 : 1;
            boolean old = ordinary + waited > LONG_MEMORY;
            return new Habit(old ? ordinary / 2 : ordinary, old ? waited / 2 : waited, subscribed, levelNow, steadyNow);
        }
    }

    public Habits {
        edges = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(edges, "edges")));
    }

    Habit of(Edge edge) {
        return edges.getOrDefault(edge, Habit.NONE);
    }

    /** With what the last window added. */
    Habits with(Map<Edge, Habit> seen) {
        Map<Edge, Habit> all = new LinkedHashMap<>(edges);
        all.keySet().removeAll(seen.keySet());
        all.putAll(seen);
        var oldest = all.keySet().iterator();
        for (int surplus = all.size() - MOST; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
        return new Habits(all);
    }
}
