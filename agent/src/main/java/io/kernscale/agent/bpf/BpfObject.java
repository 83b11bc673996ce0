// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One BPF object: opened from bytes, told which of its programs to use, loaded, attached. Closes what it opened in
 * reverse order: mappings, links, programs and maps. One thread at a time.
 */
final class BpfObject implements AutoCloseable {
    private static final int LOG_BYTES = 64 * 1024;
    private static final int LOG_LINES = 8;

    /** Not less than the kernel's own buffer of eight pages: then no record is cut. */
    private static final int ITERATOR_BYTES = 64 * 1024;

    /** {@code struct bpf_object_open_opts} up to {@code object_name}: size_t sz; const char *object_name. */
    private static final int OPEN_OPTIONS_BYTES = 16;

    private final Libbpf libbpf;
    private final Libc libc;
    private final String name;
    private final MemorySegment handle;
    private final Map<String, MemorySegment> programs = new LinkedHashMap<>();
    private final Map<String, MemorySegment> logs = new HashMap<>();
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private @Nullable Arena logArena = Arena.ofShared();

    private BpfObject(Libbpf libbpf, Libc libc, String name, MemorySegment handle) {
        this.libbpf = libbpf;
        this.libc = libc;
        this.name = name;
        this.handle = handle;
        MemorySegment program = libbpf.objectNextProgram(handle, MemorySegment.NULL);
        while (!program.equals(MemorySegment.NULL)) {
            programs.put(libbpf.programName(program), program);
            program = libbpf.objectNextProgram(handle, program);
        }
    }

    /** @param name as the kernel will show it, at most 15 characters count */
    static BpfObject open(Libbpf libbpf, Libc libc, String name, byte[] bytes) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment image = call.allocate(bytes.length, 8);
            MemorySegment.copy(bytes, 0, image, JAVA_BYTE, 0, bytes.length);
            MemorySegment options = call.allocate(OPEN_OPTIONS_BYTES, 8);
            options.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, OPEN_OPTIONS_BYTES);
            options.set(java.lang.foreign.ValueLayout.ADDRESS, 8, call.allocateFrom(name));
            MemorySegment handle =
                    libbpf.objectOpenMem(image, bytes.length, options).orThrow("bpf_object__open_mem(" + name + ")");
            return new BpfObject(libbpf, libc, name, handle);
        }
    }

    /** All other programs stay in the file. The verifier's words about these are kept. */
    void keepOnly(Set<String> wanted) {
        Arena arena = openLogArena();
        programs.forEach((program, pointer) -> {
            boolean keep = wanted.contains(program);
            BpfException.check("bpf_program__set_autoload", libbpf.programSetAutoload(pointer, keep));
            if (keep) {
                MemorySegment log = arena.allocate(LOG_BYTES);
                BpfException.check("bpf_program__set_log_buf", libbpf.programSetLogBuf(pointer, log, LOG_BYTES));
                logs.put(program, log);
            }
        });
    }

    private Arena openLogArena() {
        if (logArena == null) {
            throw new IllegalStateException(name + " is loaded already");
        }
        return logArena;
    }

    BpfMap map(String map) {
        MemorySegment pointer = libbpf.objectFindMapByName(handle, map)
                .orThrow("bpf_object__find_map_by_name(" + name + ", " + map + ")");
        return new BpfMap(libbpf, pointer, map);
    }

    /** The initial value of a data section, {@code .rodata.settings}; to be written before load. */
    MemorySegment initialValue(String section) {
        return libbpf.mapInitialValue(map(section).handle());
    }

    void load() {
        BpfException.check("bpf_object__load(" + name + ")", libbpf.objectLoad(handle));
        if (logArena != null) {
            logs.clear();
            logArena.close();
            logArena = null;
        }
    }

    /** Attaches by the program's section name; returns the link's descriptor. */
    int attach(String program) {
        MemorySegment link =
                libbpf.programAttach(program(program)).orThrow("bpf_program__attach(" + name + ", " + program + ")");
        opened.push(() -> libbpf.linkDestroy(link));
        return libbpf.linkFd(link);
    }

    void attachPerfEvent(String program, int perfEventFd) {
        MemorySegment link = libbpf.programAttachPerfEvent(program(program), perfEventFd)
                .orThrow("bpf_program__attach_perf_event(" + name + ", " + program + ")");
        opened.push(() -> libbpf.linkDestroy(link));
    }

    /** Runs an iterator program that writes to maps, not to its reader, over all its objects once. */
    void iterate(int linkFd) {
        iterate(linkFd, written -> {});
    }

    /** Runs an iterator program once and shows what it writes, some whole records at a time. */
    void iterate(int linkFd, Consumer<MemorySegment> reader) {
        int fd = BpfException.check("bpf_iter_create(" + name + ")", libbpf.iterCreate(linkFd));
        try (Arena call = Arena.ofConfined()) {
            MemorySegment buffer = call.allocate(ITERATOR_BYTES, 8);
            while (true) {
                int bytes = BpfException.check("read(" + name + " iterator)", libc.read(fd, buffer));
                if (bytes == 0) {
                    return;
                }
                reader.accept(buffer.asSlice(0, bytes));
            }
        } finally {
            libc.close(fd);
        }
    }

    /** Maps an array's values; valid until close. */
    MemorySegment mmap(BpfMap array) {
        long bytes = array.mappedBytes();
        MemorySegment memory = libc.mmapShared(bytes, array.fd()).orThrow("mmap(" + name + ", " + array.name() + ")");
        opened.push(() -> libc.munmap(memory, bytes));
        return memory;
    }

    void closeLast(Runnable close) {
        opened.push(close);
    }

    ProgramInfo info(String program) {
        int fd = BpfException.check("bpf_program__fd(" + program + ")", libbpf.programFd(program(program)));
        return ProgramInfo.of(libbpf, fd);
    }

    /** {@code struct btf} of the object itself; valid until close. */
    MemorySegment btf() {
        return libbpf.objectBtf(handle).orThrow("bpf_object__btf(" + name + ")");
    }

    private MemorySegment program(String program) {
        MemorySegment pointer = programs.get(program);
        if (pointer == null) {
            throw new IllegalArgumentException(name + " has no program " + program + ", only " + programs.keySet());
        }
        return pointer;
    }

    /** The last lines that the verifier said about a program that it refused; empty when it said nothing. */
    List<String> verifierLog(String program) {
        MemorySegment log = logs.get(program);
        if (log == null) {
            return List.of();
        }
        byte[] bytes = log.toArray(JAVA_BYTE);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        List<String> lines = new String(bytes, 0, end, UTF_8)
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
        libbpf.objectClose(handle);
        if (logArena != null) {
            logArena.close();
            logArena = null;
        }
    }
}
