// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One map of a {@link BpfObject}; valid as long as that is open. */
record BpfMap(Libbpf libbpf, MemorySegment handle, String name) {
    private static final long PAGE_BYTES = 4096;
    static final long ANY = 0;

    int fd() {
        return BpfException.check("bpf_map__fd(" + name + ")", libbpf.mapFd(handle));
    }

    /** Before load. */
    void resize(int entries) {
        BpfException.check(
                "bpf_map__set_max_entries(" + name + ", " + entries + ")", libbpf.mapSetMaxEntries(handle, entries));
    }

    int capacity() {
        return libbpf.mapMaxEntries(handle);
    }

    int keyBytes() {
        return libbpf.mapKeySize(handle);
    }

    int valueBytes() {
        return libbpf.mapValueSize(handle);
    }

    /** Of an array: values are rounded up to 8 bytes, the whole to pages. */
    long mappedBytes() {
        long values = (valueBytes() + 7L) / 8 * 8 * capacity();
        return (values + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    /** False when there is no such key. */
    boolean get(MemorySegment key, MemorySegment value) {
        return found("bpf_map_lookup_elem", libbpf.mapLookupElem(fd(), key, value));
    }

    void put(MemorySegment key, MemorySegment value) {
        BpfException.check("bpf_map_update_elem(" + name + ")", libbpf.mapUpdateElem(fd(), key, value, ANY));
    }

    /** False when there was no such key. */
    boolean delete(MemorySegment key) {
        return found("bpf_map_delete_elem", libbpf.mapDeleteElem(fd(), key));
    }

    private boolean found(String call, int returned) {
        if (returned == -BpfException.ENOENT) {
            return false;
        }
        BpfException.check(call + "(" + name + ")", returned);
        return true;
    }

    /** Of a per-CPU array of counters: the sum over CPUs. */
    long sumOverCpus(int index) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment key = call.allocate(4);
            key.set(java.lang.foreign.ValueLayout.JAVA_INT, 0, index);
            MemorySegment values = call.allocate(JAVA_LONG, libbpf.numPossibleCpus());
            get(key, values);
            long sum = 0;
            for (long i = 0; i < values.byteSize() / 8; i++) {
                sum += values.getAtIndex(JAVA_LONG, i);
            }
            return sum;
        }
    }

    /** What the kernel says the map takes; 0 when it does not say. */
    long memoryBytes() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd()));
            return lines.stream()
                    .filter(line -> line.startsWith("memlock:"))
                    .mapToLong(line -> Long.parseLong(line.substring(8).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // a number for people, not worth a failure
        }
    }
}
