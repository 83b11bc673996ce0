// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who asks whom, by number: service i asks only services after it, and each but the roots is asked by one at least.
 *
 * @param callees {@code [services][]}
 * @param roots   1 or 2: the first ones are asked by clients
 */
record Topology(List<List<Integer>> callees, int roots) {

    /** What graphs look like. */
    enum Shape {
        CHAIN,
        TREE,
        FAN_OUT,
        DIAMOND,
        SHARED
    }

    static Topology draw(Dice dice, int services) {
        Shape shape = dice.pick(List.of(Shape.values()));
        int roots = services >= 5 && dice.chance(0.3) ? 2 : 1;
        List<List<Integer>> callees = IntStream.range(0, services)
                .mapToObj(i -> (List<Integer>) new ArrayList<Integer>())
                .toList();
        for (int i = roots; i < services; i++) {
            callees.get(parent(dice, shape, i, roots)).add(i);
        }
        if (roots == 2 && callees.get(1).isEmpty()) {
            callees.get(1).add(dice.whole(2, services - 1));
        }
        share(dice, shape, callees);
        return new Topology(callees, roots);
    }

    private static int parent(Dice dice, Shape shape, int i, int roots) {
        return switch (shape) {
            case CHAIN -> i - 1;
            case TREE, DIAMOND, SHARED -> dice.whole(Math.max(0, i - 4), i - 1);
            case FAN_OUT -> dice.chance(0.7) ? dice.whole(0, roots - 1) : dice.whole(0, i - 1);
        };
    }

    /** A diamond's foot has two callers, a shared dependency many. */
    private static void share(Dice dice, Shape shape, List<List<Integer>> callees) {
        int last = callees.size() - 1;
        int more = switch (shape) {
            case CHAIN, TREE, FAN_OUT -> 0;
            case DIAMOND -> 1;
            case SHARED -> Math.max(1, last / 3);
        };
        for (int n = 0; n < more && last >= 2; n++) {
            int callee = shape == Shape.SHARED ? last : dice.whole(2, last);
            int caller = dice.whole(0, callee - 1);
            if (!callees.get(caller).contains(callee)) {
                callees.get(caller).add(callee);
            }
        }
    }
}
