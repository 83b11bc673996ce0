// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Slots on their way back to the kernel, which takes them from its map {@code free_slots}. One thread at a time. */
final class RetiredSlots {
    private final BpfMap freeSlots;
    private final List<Integer> retired = new ArrayList<>();

    RetiredSlots(BpfObject object) {
        freeSlots = object.map("free_slots");
    }

    void add(int slot) {
        retired.add(slot);
    }

    /** Slots retired since the call before: nobody writes to their rows any more. */
    List<Integer> take() {
        List<Integer> taken = List.copyOf(retired);
        retired.clear();
        return taken;
    }

    /** Gives a slot, whose rows are zero again, back to the kernel. */
    void recycle(int slot) {
        try (Arena call = Arena.ofConfined()) {
            freeSlots.put(MemorySegment.NULL, call.allocateFrom(JAVA_INT, slot));
        }
    }
}
