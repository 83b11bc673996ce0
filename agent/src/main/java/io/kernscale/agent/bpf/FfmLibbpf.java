// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * {@link Libbpf} over the Foreign Function API. Thread-safe: calls share no native state. libbpf's own messages are
 * switched off; what the verifier says is kept per program by {@link BpfObject}.
 */
final class FfmLibbpf implements Libbpf {
    private final MethodHandle objectOpenMem;
    private final MethodHandle objectLoad;
    private final MethodHandle objectClose;
    private final MethodHandle objectBtf;
    private final MethodHandle objectNextProgram;
    private final MethodHandle objectFindMapByName;
    private final MethodHandle programName;
    private final MethodHandle programFd;
    private final MethodHandle programSetAutoload;
    private final MethodHandle programSetLogBuf;
    private final MethodHandle programAttach;
    private final MethodHandle programAttachPerfEvent;
    private final MethodHandle linkFd;
    private final MethodHandle linkDestroy;
    private final MethodHandle mapFd;
    private final MethodHandle mapSetMaxEntries;
    private final MethodHandle mapMaxEntries;
    private final MethodHandle mapKeySize;
    private final MethodHandle mapValueSize;
    private final MethodHandle mapLookupElem;
    private final MethodHandle mapUpdateElem;
    private final MethodHandle mapDeleteElem;
    private final MethodHandle iterCreate;
    private final MethodHandle ringBufferConsume;
    private final MethodHandle ringBufferFree;
    private final MethodHandle numPossibleCpus;
    private final MethodHandle btfLoadVmlinux;
    private final MethodHandle btfFindByNameKind;
    private final MethodHandle btfTypeById;
    private final MethodHandle btfNameByOffset;
    private final MethodHandle btfFree;
    private final MethodHandle objGetInfoByFd;
    private final MethodHandle progGetNextId;
    private final MethodHandle mapGetNextId;
    private final MethodHandle mapInitialValue;
    private final MethodHandle mapLookupBatch;
    private final MethodHandle mapLookupAndDeleteBatch;
    private final MethodHandle ringBufferNew;
    private final MethodHandle enableStats;

    /** @throws IllegalArgumentException when there is no such library, or it is older than libbpf 1.0 */
    static FfmLibbpf open(String library) {
        return new FfmLibbpf(new Downcalls(SymbolLookup.libraryLookup(library, Arena.global())));
    }

    private FfmLibbpf(Downcalls c) {
        objectOpenMem = c.withErrno("bpf_object__open_mem", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        objectLoad = c.of("bpf_object__load", JAVA_INT, ADDRESS);
        objectClose = c.ofVoid("bpf_object__close", ADDRESS);
        objectBtf = c.withErrno("bpf_object__btf", ADDRESS, ADDRESS);
        objectNextProgram = c.of("bpf_object__next_program", ADDRESS, ADDRESS, ADDRESS);
        objectFindMapByName = c.withErrno("bpf_object__find_map_by_name", ADDRESS, ADDRESS, ADDRESS);
        programName = c.of("bpf_program__name", ADDRESS, ADDRESS);
        programFd = c.of("bpf_program__fd", JAVA_INT, ADDRESS);
        programSetAutoload = c.of("bpf_program__set_autoload", JAVA_INT, ADDRESS, JAVA_BOOLEAN);
        programSetLogBuf = c.of("bpf_program__set_log_buf", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
        programAttach = c.withErrno("bpf_program__attach", ADDRESS, ADDRESS);
        programAttachPerfEvent = c.withErrno("bpf_program__attach_perf_event", ADDRESS, ADDRESS, JAVA_INT);
        linkFd = c.of("bpf_link__fd", JAVA_INT, ADDRESS);
        linkDestroy = c.of("bpf_link__destroy", JAVA_INT, ADDRESS);
        mapFd = c.of("bpf_map__fd", JAVA_INT, ADDRESS);
        mapSetMaxEntries = c.of("bpf_map__set_max_entries", JAVA_INT, ADDRESS, JAVA_INT);
        mapMaxEntries = c.of("bpf_map__max_entries", JAVA_INT, ADDRESS);
        mapKeySize = c.of("bpf_map__key_size", JAVA_INT, ADDRESS);
        mapValueSize = c.of("bpf_map__value_size", JAVA_INT, ADDRESS);
        mapLookupElem = c.of("bpf_map_lookup_elem", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        mapUpdateElem = c.of("bpf_map_update_elem", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
        mapDeleteElem = c.of("bpf_map_delete_elem", JAVA_INT, JAVA_INT, ADDRESS);
        iterCreate = c.of("bpf_iter_create", JAVA_INT, JAVA_INT);
        ringBufferConsume = c.of("ring_buffer__consume", JAVA_INT, ADDRESS);
        ringBufferFree = c.ofVoid("ring_buffer__free", ADDRESS);
        numPossibleCpus = c.of("libbpf_num_possible_cpus", JAVA_INT);
        btfLoadVmlinux = c.withErrno("btf__load_vmlinux_btf", ADDRESS);
        btfFindByNameKind = c.of("btf__find_by_name_kind", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        btfTypeById = c.of("btf__type_by_id", ADDRESS, ADDRESS, JAVA_INT);
        btfNameByOffset = c.of("btf__name_by_offset", ADDRESS, ADDRESS, JAVA_INT);
        btfFree = c.ofVoid("btf__free", ADDRESS);
        objGetInfoByFd = c.of("bpf_obj_get_info_by_fd", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        progGetNextId = c.of("bpf_prog_get_next_id", JAVA_INT, JAVA_INT, ADDRESS);
        mapGetNextId = c.of("bpf_map_get_next_id", JAVA_INT, JAVA_INT, ADDRESS);
        mapInitialValue = c.of("bpf_map__initial_value", ADDRESS, ADDRESS, ADDRESS);
        mapLookupBatch =
                c.of("bpf_map_lookup_batch", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        mapLookupAndDeleteBatch = c.of(
                "bpf_map_lookup_and_delete_batch",
                JAVA_INT,
                JAVA_INT,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                ADDRESS);
        ringBufferNew = c.withErrno("ring_buffer__new", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        enableStats = c.of("bpf_enable_stats", JAVA_INT, JAVA_INT);
        silence(c);
    }

    @Override
    public PointerResult objectOpenMem(MemorySegment bytes, long size, MemorySegment options) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var result = (MemorySegment) objectOpenMem.invokeExact(state, bytes, size, options);
            return new PointerResult(result, Downcalls.errno(state));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_object__open_mem", t);
        }
    }

    @Override
    public int objectLoad(MemorySegment object) {
        try {
            return (int) objectLoad.invokeExact(object);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_object__load", t);
        }
    }

    @Override
    public void objectClose(MemorySegment object) {
        try {
            objectClose.invokeExact(object);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_object__close", t);
        }
    }

    @Override
    public PointerResult objectBtf(MemorySegment object) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var result = (MemorySegment) objectBtf.invokeExact(state, object);
            return new PointerResult(result, Downcalls.errno(state));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_object__btf", t);
        }
    }

    @Override
    public MemorySegment objectNextProgram(MemorySegment object, MemorySegment previous) {
        try {
            return (MemorySegment) objectNextProgram.invokeExact(object, previous);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_object__next_program", t);
        }
    }

    @Override
    public PointerResult objectFindMapByName(MemorySegment object, String name) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var result = (MemorySegment) objectFindMapByName.invokeExact(state, object, call.allocateFrom(name));
            return new PointerResult(result, Downcalls.errno(state));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_object__find_map_by_name", t);
        }
    }

    @Override
    public String programName(MemorySegment program) {
        try {
            return text((MemorySegment) programName.invokeExact(program));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_program__name", t);
        }
    }

    @Override
    public int programFd(MemorySegment program) {
        try {
            return (int) programFd.invokeExact(program);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_program__fd", t);
        }
    }

    @Override
    public int programSetAutoload(MemorySegment program, boolean autoload) {
        try {
            return (int) programSetAutoload.invokeExact(program, autoload);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_program__set_autoload", t);
        }
    }

    @Override
    public int programSetLogBuf(MemorySegment program, MemorySegment buffer, long size) {
        try {
            return (int) programSetLogBuf.invokeExact(program, buffer, size);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_program__set_log_buf", t);
        }
    }

    @Override
    public PointerResult programAttach(MemorySegment program) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var result = (MemorySegment) programAttach.invokeExact(state, program);
            return new PointerResult(result, Downcalls.errno(state));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_program__attach", t);
        }
    }

    @Override
    public PointerResult programAttachPerfEvent(MemorySegment program, int perfEventFd) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var result = (MemorySegment) programAttachPerfEvent.invokeExact(state, program, perfEventFd);
            return new PointerResult(result, Downcalls.errno(state));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_program__attach_perf_event", t);
        }
    }

    @Override
    public int linkFd(MemorySegment link) {
        try {
            return (int) linkFd.invokeExact(link);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_link__fd", t);
        }
    }

    @Override
    public int linkDestroy(MemorySegment link) {
        try {
            return (int) linkDestroy.invokeExact(link);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_link__destroy", t);
        }
    }

    @Override
    public int mapFd(MemorySegment map) {
        try {
            return (int) mapFd.invokeExact(map);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map__fd", t);
        }
    }

    @Override
    public int mapSetMaxEntries(MemorySegment map, int entries) {
        try {
            return (int) mapSetMaxEntries.invokeExact(map, entries);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map__set_max_entries", t);
        }
    }

    @Override
    public int mapMaxEntries(MemorySegment map) {
        try {
            return (int) mapMaxEntries.invokeExact(map);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map__max_entries", t);
        }
    }

    @Override
    public int mapKeySize(MemorySegment map) {
        try {
            return (int) mapKeySize.invokeExact(map);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map__key_size", t);
        }
    }

    @Override
    public int mapValueSize(MemorySegment map) {
        try {
            return (int) mapValueSize.invokeExact(map);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map__value_size", t);
        }
    }

    @Override
    public int mapLookupElem(int fd, MemorySegment key, MemorySegment value) {
        try {
            return (int) mapLookupElem.invokeExact(fd, key, value);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map_lookup_elem", t);
        }
    }

    @Override
    public int mapUpdateElem(int fd, MemorySegment key, MemorySegment value, long flags) {
        try {
            return (int) mapUpdateElem.invokeExact(fd, key, value, flags);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map_update_elem", t);
        }
    }

    @Override
    public int mapDeleteElem(int fd, MemorySegment key) {
        try {
            return (int) mapDeleteElem.invokeExact(fd, key);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map_delete_elem", t);
        }
    }

    @Override
    public int iterCreate(int linkFd) {
        try {
            return (int) iterCreate.invokeExact(linkFd);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_iter_create", t);
        }
    }

    @Override
    public int ringBufferConsume(MemorySegment ringBuffer) {
        try {
            return (int) ringBufferConsume.invokeExact(ringBuffer);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("ring_buffer__consume", t);
        }
    }

    @Override
    public void ringBufferFree(MemorySegment ringBuffer) {
        try {
            ringBufferFree.invokeExact(ringBuffer);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("ring_buffer__free", t);
        }
    }

    @Override
    public int numPossibleCpus() {
        try {
            return (int) numPossibleCpus.invokeExact();
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("libbpf_num_possible_cpus", t);
        }
    }

    @Override
    public PointerResult btfLoadVmlinux() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var result = (MemorySegment) btfLoadVmlinux.invokeExact(state);
            return new PointerResult(result, Downcalls.errno(state));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("btf__load_vmlinux_btf", t);
        }
    }

    @Override
    public int btfFindByNameKind(MemorySegment btf, String name, int kind) {
        try (Arena call = Arena.ofConfined()) {
            return (int) btfFindByNameKind.invokeExact(btf, call.allocateFrom(name), kind);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("btf__find_by_name_kind", t);
        }
    }

    @Override
    public MemorySegment btfTypeById(MemorySegment btf, int id) {
        try {
            return (MemorySegment) btfTypeById.invokeExact(btf, id);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("btf__type_by_id", t);
        }
    }

    @Override
    public String btfNameByOffset(MemorySegment btf, int offset) {
        try {
            return text((MemorySegment) btfNameByOffset.invokeExact(btf, offset));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("btf__name_by_offset", t);
        }
    }

    @Override
    public void btfFree(MemorySegment btf) {
        try {
            btfFree.invokeExact(btf);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("btf__free", t);
        }
    }

    @Override
    public int objGetInfoByFd(int fd, MemorySegment info, MemorySegment size) {
        try {
            return (int) objGetInfoByFd.invokeExact(fd, info, size);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_obj_get_info_by_fd", t);
        }
    }

    @Override
    public int progGetNextId(int id, MemorySegment next) {
        try {
            return (int) progGetNextId.invokeExact(id, next);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_prog_get_next_id", t);
        }
    }

    @Override
    public int mapGetNextId(int id, MemorySegment next) {
        try {
            return (int) mapGetNextId.invokeExact(id, next);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map_get_next_id", t);
        }
    }

    @Override
    public MemorySegment mapInitialValue(MemorySegment map) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment size = call.allocate(JAVA_LONG);
            var value = (MemorySegment) mapInitialValue.invokeExact(map, size);
            return value.reinterpret(size.get(JAVA_LONG, 0));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map__initial_value", t);
        }
    }

    @Override
    public int mapLookupBatch(
            int fd,
            MemorySegment in,
            MemorySegment out,
            MemorySegment keys,
            MemorySegment values,
            MemorySegment count) {
        try {
            return (int) mapLookupBatch.invokeExact(fd, in, out, keys, values, count, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map_lookup_batch", t);
        }
    }

    @Override
    public int mapLookupAndDeleteBatch(
            int fd,
            MemorySegment in,
            MemorySegment out,
            MemorySegment keys,
            MemorySegment values,
            MemorySegment count) {
        try {
            return (int) mapLookupAndDeleteBatch.invokeExact(fd, in, out, keys, values, count, MemorySegment.NULL);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_map_lookup_and_delete_batch", t);
        }
    }

    @Override
    public PointerResult ringBufferNew(int mapFd, MemorySegment callback) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var result = (MemorySegment)
                    ringBufferNew.invokeExact(state, mapFd, callback, MemorySegment.NULL, MemorySegment.NULL);
            return new PointerResult(result, Downcalls.errno(state));
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("ring_buffer__new", t);
        }
    }

    @Override
    public int enableRunTimeStats() {
        try {
            return (int) enableStats.invokeExact(0); // BPF_STATS_RUN_TIME
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("bpf_enable_stats", t);
        }
    }

    private static void silence(Downcalls c) {
        try {
            var previous =
                    (MemorySegment) c.of("libbpf_set_print", ADDRESS, ADDRESS).invokeExact(MemorySegment.NULL);
            assert previous != null;
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("libbpf_set_print", t);
        }
    }

    private static String text(MemorySegment chars) {
        return chars.reinterpret(Long.MAX_VALUE).getString(0);
    }
}
