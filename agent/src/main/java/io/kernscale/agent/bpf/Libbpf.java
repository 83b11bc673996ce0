// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.lang.foreign.MemorySegment;

/**
 * libbpf 1.1 and later, one method a function, C's names and order of arguments. Functions that return a pointer return
 * NULL and set errno on error; functions that return an int return a negative errno ({@code libbpf.h},
 * {@code bpf.h}: "libbpf 1.0 conventions").
 */
interface Libbpf {

    /** {@code bpf_object__open_mem}: NULL and errno. */
    PointerResult objectOpenMem(MemorySegment bytes, long size, MemorySegment options);

    /** {@code bpf_object__load}: 0 or -errno. */
    int objectLoad(MemorySegment object);

    void objectClose(MemorySegment object);

    /** {@code bpf_object__btf}: owned by the object. */
    PointerResult objectBtf(MemorySegment object);

    /** {@code bpf_object__next_program}: NULL after the last. */
    MemorySegment objectNextProgram(MemorySegment object, MemorySegment previous);

    /** {@code bpf_object__find_map_by_name}: NULL and errno. */
    PointerResult objectFindMapByName(MemorySegment object, String name);

    /** {@code bpf_program__name}: owned by the program. */
    String programName(MemorySegment program);

    /** {@code bpf_program__fd}: -errno before load. */
    int programFd(MemorySegment program);

    int programSetAutoload(MemorySegment program, boolean autoload);

    int programSetLogBuf(MemorySegment program, MemorySegment buffer, long size);

    /** {@code bpf_program__attach}, by the section's name: NULL and errno. */
    PointerResult programAttach(MemorySegment program);

    /** {@code bpf_program__attach_perf_event}: NULL and errno. Owns the event's descriptor from then on. */
    PointerResult programAttachPerfEvent(MemorySegment program, int perfEventFd);

    int linkFd(MemorySegment link);

    int linkDestroy(MemorySegment link);

    int mapFd(MemorySegment map);

    int mapSetMaxEntries(MemorySegment map, int entries);

    int mapMaxEntries(MemorySegment map);

    int mapKeySize(MemorySegment map);

    int mapValueSize(MemorySegment map);

    /** {@code bpf_map__initial_value}: of a data section; after load the memory that the programs see. */
    MemorySegment mapInitialValue(MemorySegment map);

    int mapLookupElem(int fd, MemorySegment key, MemorySegment value);

    int mapUpdateElem(int fd, MemorySegment key, MemorySegment value, long flags);

    int mapDeleteElem(int fd, MemorySegment key);

    /** {@code bpf_map_lookup_batch}: 0, or -ENOENT with the last entries. */
    int mapLookupBatch(
            int fd, MemorySegment in, MemorySegment out, MemorySegment keys, MemorySegment values, MemorySegment count);

    /** {@code bpf_map_lookup_and_delete_batch}: 0, or -ENOENT with the last entries. */
    int mapLookupAndDeleteBatch(
            int fd, MemorySegment in, MemorySegment out, MemorySegment keys, MemorySegment values, MemorySegment count);

    /** {@code bpf_iter_create}: a descriptor or -errno. */
    int iterCreate(int linkFd);

    /** {@code ring_buffer__new}: NULL and errno. */
    PointerResult ringBufferNew(int mapFd, MemorySegment callback);

    /** {@code ring_buffer__consume}: records consumed, or -errno. */
    int ringBufferConsume(MemorySegment ringBuffer);

    void ringBufferFree(MemorySegment ringBuffer);

    /** {@code libbpf_num_possible_cpus}. */
    int numPossibleCpus();

    /** {@code btf__load_vmlinux_btf}: NULL and errno; free it. */
    PointerResult btfLoadVmlinux();

    /** {@code btf__find_by_name_kind}: the type's id, or -ENOENT. */
    int btfFindByNameKind(MemorySegment btf, String name, int kind);

    /** {@code btf__type_by_id}: a {@code struct btf_type} and what follows it. */
    MemorySegment btfTypeById(MemorySegment btf, int id);

    String btfNameByOffset(MemorySegment btf, int offset);

    void btfFree(MemorySegment btf);

    /** {@code bpf_enable_stats(BPF_STATS_RUN_TIME)}: a descriptor that keeps them on, or -errno. */
    int enableRunTimeStats();

    /** {@code bpf_obj_get_info_by_fd}: 0 or -errno. */
    int objGetInfoByFd(int fd, MemorySegment info, MemorySegment size);

    /** {@code bpf_prog_get_next_id}: 0, or -ENOENT after the last. */
    int progGetNextId(int id, MemorySegment next);

    /** {@code bpf_map_get_next_id}: 0, or -ENOENT after the last. */
    int mapGetNextId(int id, MemorySegment next);
}
