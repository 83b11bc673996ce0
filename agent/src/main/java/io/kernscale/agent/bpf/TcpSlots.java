// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.kernscale.agent.bpf.KernelSample.EdgeKey;
import io.kernscale.wire.EdgeCounters.Role;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which edge holds which slot of the TCP probe's maps. The kernel hands slots out at first sight; this side takes them
 * back. One thread at a time.
 */
final class TcpSlots {
    /** Takes what finds no other. */
    static final int NOBODYS = 0;

    private static final long EDGE_BYTES = TcpLayouts.EDGE.byteSize();
    private static final long CGROUP_ID = key("cgroup_id");
    private static final long PEER = key("peer");
    private static final long PORT = key("port");
    private static final long ROLE = key("role");
    private static final long GENERATION = SchedLayouts.offset(TcpLayouts.EDGE, "generation");
    private static final VarHandle HELD = TcpLayouts.CONTROL.varHandle(groupElement("held"));
    private static final long SLOTS_USED = SchedLayouts.offset(TcpLayouts.CONTROL, "slots_used");

    private final MemorySegment edges;
    private final MemorySegment control;
    private final BpfMap slotOf;
    private final BpfMap shares;
    private final int capacity;
    private final @Nullable EdgeKey[] known;
    private final RetiredSlots retired;

    TcpSlots(BpfObject object) {
        BpfMap map = object.map("edges");
        edges = object.mmap(map);
        capacity = map.capacity();
        control = object.mmap(object.map(".data.control"));
        slotOf = object.map("slot_of");
        retired = new RetiredSlots(object);
        shares = object.map("shares");
        known = new EdgeKey[capacity];
    }

    private static long key(String field) {
        return TcpLayouts.EDGE.byteOffset(groupElement("key"), MemoryLayout.PathElement.groupElement(field));
    }

    /** Slots below this one may be held. */
    int end() {
        return Math.min(capacity, control.get(JAVA_INT, SLOTS_USED));
    }

    int capacity() {
        return capacity;
    }

    int held() {
        return (int) HELD.getVolatile(control, 0L);
    }

    int generation(int slot) {
        return edges.get(JAVA_INT, slot * EDGE_BYTES + GENERATION);
    }

    /** The edge that holds the slot; null when it is free. */
    @Nullable
    EdgeKey edge(int slot) {
        long cgroupId = edges.get(JAVA_LONG, slot * EDGE_BYTES + CGROUP_ID);
        if (cgroupId == 0 || slot == NOBODYS) {
            return null;
        }
        EdgeKey edge = known[slot];
        if (edge == null) { // a holder stays until it is retired
            VarHandle.loadLoadFence();
            edge = readEdge(slot * EDGE_BYTES, cgroupId);
            known[slot] = edge;
        }
        return edge;
    }

    private EdgeKey readEdge(long at, long cgroupId) {
        Role role = edges.get(JAVA_SHORT, at + ROLE) == 0 ? Role.CLIENT : Role.SERVER;
        return new EdgeKey(
                cgroupId, role, address(edges, at + PEER), Short.toUnsignedInt(edges.get(JAVA_SHORT, at + PORT)));
    }

    /** Sixteen bytes in network order. */
    static PeerAddress address(MemorySegment memory, long at) {
        return new PeerAddress(
                Long.reverseBytes(memory.get(JAVA_LONG, at)), Long.reverseBytes(memory.get(JAVA_LONG, at + 8)));
    }

    /** Takes the slot away from its edge; false when it has none. It can be handed out again after {@link #recycle}. */
    boolean retire(int slot) {
        long at = slot * EDGE_BYTES;
        long cgroupId = edges.get(JAVA_LONG, at + CGROUP_ID);
        if (!slotOf.delete(edges.asSlice(at, TcpLayouts.KEY.byteSize()))) {
            return false;
        }
        edges.set(JAVA_INT, at + GENERATION, generation(slot) + 1);
        edges.set(JAVA_LONG, at + CGROUP_ID, 0);
        known[slot] = null;
        retired.add(slot);
        lowerShare(cgroupId);
        return true;
    }

    /** Not in one step with the kernel's additions: a lost one lets the cgroup hold one slot more. */
    private void lowerShare(long cgroupId) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment key = call.allocateFrom(JAVA_LONG, cgroupId);
            MemorySegment held = call.allocate(JAVA_INT);
            if (!shares.get(key, held)) {
                return;
            }
            held.set(JAVA_INT, 0, held.get(JAVA_INT, 0) - 1);
            if (held.get(JAVA_INT, 0) > 0) {
                shares.put(key, held);
            } else {
                shares.delete(key);
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
        int before = (int) HELD.getAndAdd(control, 0L, -1);
        assert before > 0;
    }
}
