// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who uses what several share, and how much. A cluster of 10,000 workloads adds up millions of uses in a round, so users
 * are numbers until they are named. Filled by one thread; then thread-safe.
 */
final class Users {

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Queue<Sums> spare = new ConcurrentLinkedQueue<>();

    /** What uses one thing. */
    static final class Uses {

        /** Nobody does; must not be added to. */
        static final Uses NONE = new Uses();

        private int[] users = new int[4];
        private double[] amounts = new double[4];
        private int size;

        private void add(int user, double amount) {
            if (size == users.length) {
                users = Arrays.copyOf(users, 2 * size);
                amounts = Arrays.copyOf(amounts, 2 * size);
            }
            users[size] = user;
            amounts[size++] = amount;
        }
    }

    /** Room to add up in. */
    private static final class Sums {
        private final double[] amounts;
        private final int[] found;
        private int size;

        Sums(int users) {
            this.amounts = new double[users];
            this.found = new int[users];
        }

        void add(Uses uses) {
            for (int i = 0; i < uses.size; i++) {
                int user = uses.users[i];
                if (amounts[user] == 0) {
                    found[size++] = user;
                }
                amounts[user] += uses.amounts[i];
            }
        }

        void clear() {
            while (size > 0) {
                amounts[found[--size]] = 0;
            }
        }
    }

    /**
     * One more use.
     *
     * @param user   is named by its {@code toString}
     * @param amount above 0
     */
    void add(Uses uses, Object user, double amount) {
        uses.add(numbers.computeIfAbsent(user, this::next), amount);
    }

    private int next(Object user) {
        names.add(user.toString());
        return names.size() - 1;
    }

    /** Who uses the most of all these, the one with the most first, and of equals the first by name; not {@code but}. */
    List<String> most(List<Uses> things, int limit, Object but) {
        Sums reused = spare.poll();
        Sums sums = reused == null ? new Sums(names.size()) : reused;
        things.forEach(sums::add);
        List<String> most = most(sums, limit, numbers.getOrDefault(but, -1));
        sums.clear();
        spare.add(sums);
        return most;
    }

    private List<String> most(Sums sums, int limit, int but) {
        int[] most = new int[limit + 1];
        int size = 0;
        for (int i = 0; i < sums.size; i++) {
            int user = sums.found[i];
            if (user != but && (size < limit || isAbove(sums, user, most[size - 1]))) {
                int place = size;
                while (place > 0 && isAbove(sums, user, most[place - 1])) {
                    most[place] = most[place - 1];
                    place--;
                }
                most[place] = user;
                size = Math.min(size + 1, limit);
            }
        }
        return Arrays.stream(most, 0, size).mapToObj(names::get).toList();
    }

    private boolean isAbove(Sums sums, int one, int other) {
        int order = Double.compare(sums.amounts[one], sums.amounts[other]);
        return order > 0 || (order == 0 && names.get(one).compareTo(names.get(other)) < 0);
    }
}
