// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What will happen, the next first: a binary heap of timers that know their place, so that one can be moved. Timers of
 * the same time fire in the order in which they were set. Not thread-safe.
 */
final class Agenda {

    private @Nullable Timer[] heap = new Timer[1024];
    private int size;
    private long sequences;
    private long fired;

    /** Sets a timer, or moves it. */
    void set(Timer timer, long at) {
        if (timer.place >= 0 && timer.at == at) {
            return;
        }
        timer.at = at;
        timer.sequence = sequences++;
        if (timer.place < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            place(timer, size++);
        }
        up(timer);
        down(timer);
    }

    /** Takes a timer off; no matter if it is not set. */
    void cancel(Timer timer) {
        int hole = timer.place;
        if (hole < 0) {
            return;
        }
        timer.place = -1;
        Timer last = requireNonNull(heap[--size]);
        heap[size] = null;
        if (last != timer) {
            place(last, hole);
            up(last);
            down(last);
        }
    }

    /** Lets everything happen that is due up to a time, that time included. */
    void run(long until) {
        while (size > 0) {
            Timer next = requireNonNull(heap[0]);
            if (next.at > until) {
                return;
            }
            cancel(next);
            fired++;
            next.fire(next.at);
        }
    }

    /** How many timers have fired. */
    long fired() {
        return fired;
    }

    private void place(Timer timer, int place) {
        heap[place] = timer;
        timer.place = place;
    }

    private void up(Timer timer) {
        int place = timer.place;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            Timer above = requireNonNull(heap[parent]);
            if (!before(timer, above)) {
                break;
            }
            place(above, place);
            place = parent;
        }
        place(timer, place);
    }

    private void down(Timer timer) {
        int place = timer.place;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) {
                break;
            }
            Timer below = requireNonNull(heap[child]);
            if (child + 1 < size && before(requireNonNull(heap[child + 1]), below)) {
                child++;
                below = requireNonNull(heap[child]);
            }
            if (!before(below, timer)) {
                break;
            }
            place(below, place);
            place = child;
        }
        place(timer, place);
    }

    private static boolean before(Timer one, Timer other) {
        return one.at < other.at || one.at == other.at && one.sequence < other.sequence;
    }
}
