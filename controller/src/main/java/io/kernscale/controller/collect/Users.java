// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who uses something that several share, and how much. A cluster of 10,000 workloads adds up millions of these in a round.
 */
final class Users {

    /** Nobody; must not be added to. */
    static final Users NOBODY = new Users();

    private final Map<String, Use> uses;

    Users() {
        this(1);
    }

    /** With room for so many. */
    Users(int expected) {
        this.uses = HashMap.newHashMap(expected);
    }

    int size() {
        return uses.size();
    }

    private static final class Use {
        private final String user;
        private double amount;

        Use(String user) {
            this.user = user;
        }

        /** More, and of two who use as much the first by name. */
        boolean isAbove(Use other) {
            int order = Double.compare(amount, other.amount);
            return order > 0 || (order == 0 && user.compareTo(other.user) < 0);
        }
    }

    void add(String user, double amount) {
        Use use = uses.get(user);
        if (use == null) {
            use = new Use(user);
            uses.put(user, use);
        }
        use.amount += amount;
    }

    /** All uses of another thing as well. */
    void add(Users others) {
        for (Use other : others.uses.values()) {
            add(other.user, other.amount);
        }
    }

    /** Who uses the most, the one with the most first; {@code but} is left out. */
    List<String> most(int limit, String but) {
        List<Use> most = new ArrayList<>(limit + 1);
        for (Use use : uses.values()) {
            if ((most.size() < limit || use.isAbove(most.getLast())) && !use.user.equals(but)) {
                int place = most.size();
                while (place > 0 && use.isAbove(most.get(place - 1))) {
                    place--;
                }
                most.add(place, use);
                if (most.size() > limit) {
                    most.removeLast();
                }
            }
        }
        return most.stream().map(use -> use.user).toList();
    }
}
