// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which cgroup holds which slot of the scheduler's maps. The kernel hands slots out at first sight; this side takes
 * them back and says which cgroups are pods. One thread at a time.
 */
final class SchedSlots {
    static final int OVERFLOW = 0;
    private static final long CGROUP_ID = SchedLayouts.offset(SchedLayouts.SLOT, "cgroup_id");
    private static final long PARENT_ID = SchedLayouts.offset(SchedLayouts.SLOT, "parent_id");
    private static final long GRANDPARENT_ID = SchedLayouts.offset(SchedLayouts.SLOT, "grandparent_id");
    private static final long POD_ID = SchedLayouts.offset(SchedLayouts.SLOT, "pod_id");
    private static final long SLOT_BYTES = SchedLayouts.SLOT.byteSize();
    private static final long SLOTS_USED = SchedLayouts.offset(SchedLayouts.CONTROL, "slots_used");
    private static final long PODS_MARKED = SchedLayouts.offset(SchedLayouts.CONTROL, "pods_marked");

    private final MemorySegment slots;
    private final MemorySegment control;
    private final BpfMap slotOf;
    private final BpfMap podsMap;
    private final int capacity;
    private final Set<Long> pods = new HashSet<>();
    private final RetiredSlots retired;

    SchedSlots(BpfObject object) {
        BpfMap map = object.map("slots");
        slots = object.mmap(map);
        capacity = map.capacity();
        control = object.mmap(object.map(".data.control"));
        slotOf = object.map("slot_of");
        retired = new RetiredSlots(object);
        podsMap = object.map("pods");
    }

    /** Slots below this one may be held. */
    int end() {
        return Math.min(capacity, control.get(JAVA_INT, SLOTS_USED));
    }

    int capacity() {
        return capacity;
    }

    /** The holder's cgroup id; 0 when the slot is free. */
    long cgroupId(int slot) {
        return slots.get(JAVA_LONG, slot * SLOT_BYTES + CGROUP_ID);
    }

    int held() {
        int held = 0;
        for (int slot = OVERFLOW + 1; slot < end(); slot++) {
            held += cgroupId(slot) == 0 ? 0 : 1;
        }
        return held;
    }

    /** Takes the cgroups' slots away. They can be handed out again after {@link #recycle}. */
    void retire(Collection<Long> cgroupIds) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment key = call.allocate(JAVA_LONG);
            MemorySegment slot = call.allocate(JAVA_INT);
            for (long cgroupId : cgroupIds) {
                key.set(JAVA_LONG, 0, cgroupId);
                if (slotOf.get(key, slot) && slotOf.delete(key)) {
                    int number = slot.get(JAVA_INT, 0);
                    slots.set(JAVA_LONG, number * SLOT_BYTES + CGROUP_ID, 0);
                    retired.add(number);
                }
            }
        }
    }

    /** Slots retired since the call before: nobody writes to their rows any more. */
    List<Integer> takeRetired() {
        return retired.take();
    }

    /** Gives a slot, whose rows are zero again, back to the kernel. */
    void recycle(int slot) {
        retired.recycle(slot);
    }

    /** Makes these, and only these, the pods. */
    void markPods(Collection<Long> cgroupIds) {
        Set<Long> wanted = new HashSet<>(cgroupIds);
        try (Arena call = Arena.ofConfined()) {
            MemorySegment key = call.allocate(JAVA_LONG);
            MemorySegment one = call.allocateFrom(JAVA_INT, 1);
            for (Long gone : List.copyOf(pods)) {
                if (!wanted.contains(gone)) {
                    key.set(JAVA_LONG, 0, gone);
                    podsMap.delete(key);
                    pods.remove(gone);
                }
            }
            for (Long pod : wanted) {
                if (pods.size() < podsMap.capacity() && pods.add(pod)) {
                    key.set(JAVA_LONG, 0, pod);
                    podsMap.put(key, one);
                }
            }
        }
        for (int slot = OVERFLOW + 1; slot < end(); slot++) {
            long at = slot * SLOT_BYTES;
            slots.set(JAVA_LONG, at + POD_ID, podOf(at));
        }
        control.set(JAVA_INT, PODS_MARKED, 1);
    }

    /** The topmost marked one, so that two containers of a marked pod count as the same. */
    private long podOf(long at) {
        for (long field : new long[] {GRANDPARENT_ID, PARENT_ID, CGROUP_ID}) {
            long id = slots.get(JAVA_LONG, at + field);
            if (id != 0 && pods.contains(id)) {
                return id;
            }
        }
        return 0;
    }
}
