// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Reads a whole hash map, some hundred entries a system call, into buffers that it keeps. One thread at a time. */
final class HashReader {
    private static final int BATCH_ENTRIES = 512;

    /** Sees one entry; the segments change under it at the next. */
    @FunctionalInterface
    interface Entry {
        void accept(MemorySegment key, MemorySegment value);
    }

    @FunctionalInterface
    private interface Batch {
        int next(MemorySegment in, MemorySegment out);
    }

    private final BpfMap map;
    private final int fd;
    private final int keyBytes;
    private final int valueBytes;
    private final MemorySegment keys;
    private final MemorySegment values;
    private final MemorySegment cursor;
    private final MemorySegment nextCursor;
    private final MemorySegment count;

    HashReader(BpfMap map, Arena arena) {
        this.map = map;
        fd = map.fd();
        keyBytes = map.keyBytes();
        valueBytes = map.valueBytes();
        keys = arena.allocate((long) keyBytes * BATCH_ENTRIES, 8);
        values = arena.allocate((long) valueBytes * BATCH_ENTRIES, 8);
        cursor = arena.allocate(Math.max(8, keyBytes), 8);
        nextCursor = arena.allocate(Math.max(8, keyBytes), 8);
        count = arena.allocate(JAVA_INT);
    }

    /** Shows all entries; returns how many. */
    int forEach(Entry entry) {
        return walk(
                "bpf_map_lookup_batch",
                (in, out) -> map.libbpf().mapLookupBatch(fd, in, out, keys, values, count),
                entry);
    }

    int count() {
        return forEach((key, value) -> {});
    }

    /** As {@link #forEach}, and empties the map. */
    int drain(Entry entry) {
        return walk(
                "bpf_map_lookup_and_delete_batch",
                (in, out) -> map.libbpf().mapLookupAndDeleteBatch(fd, in, out, keys, values, count),
                entry);
    }

    private int walk(String call, Batch batch, Entry entry) {
        MemorySegment in = MemorySegment.NULL;
        int total = 0;
        while (true) {
            count.set(JAVA_INT, 0, BATCH_ENTRIES);
            int returned = batch.next(in, nextCursor);
            if (returned != -BpfException.ENOENT) { // that one only says that these are the last
                BpfException.check(call + "(" + map.name() + ")", returned);
            }
            int entries = count.get(JAVA_INT, 0);
            for (int i = 0; i < entries; i++) {
                entry.accept(
                        keys.asSlice((long) i * keyBytes, keyBytes), values.asSlice((long) i * valueBytes, valueBytes));
            }
            total += entries;
            if (returned != 0) {
                return total;
            }
            in = cursor.copyFrom(nextCursor);
        }
    }
}
