// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@link Libc} over the Foreign Function API. Thread-safe: calls share no native state. */
final class FfmLibc implements Libc {
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final long MAP_FAILED = -1;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    private static final int O_DIRECTORY = System.getProperty("os.arch").equals("aarch64") ? 0x4000 : 0x10000;
    private static final int LOCK_EX_NB = 6;
    private static final long PERF_FLAG_FD_CLOEXEC = 8;
    private static final long NR_PERF_EVENT_OPEN = System.getProperty("os.arch").equals("aarch64") ? 241 : 298;

    private final MethodHandle mmap;
    private final MethodHandle munmap;
    private final MethodHandle read;
    private final MethodHandle close;
    private final MethodHandle open;
    private final MethodHandle flock;
    private final MethodHandle syscall;
    private final MethodHandle clockGettime;

    FfmLibc() {
        var c = new Downcalls(Linker.nativeLinker().defaultLookup());
        mmap = c.withErrno("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
        munmap = c.of("munmap", JAVA_INT, ADDRESS, JAVA_LONG);
        read = c.withErrno("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        close = c.of("close", JAVA_INT, JAVA_INT);
        open = c.variadicWithErrno("open", 2, JAVA_INT, ADDRESS, JAVA_INT);
        flock = c.withErrno("flock", JAVA_INT, JAVA_INT, JAVA_INT);
        syscall = c.variadicWithErrno(
                "syscall", 1, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        clockGettime = c.of("clock_gettime", JAVA_INT, JAVA_INT, ADDRESS);
    }

    @Override
    public PointerResult mmapShared(long bytes, int fd) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            var address = (MemorySegment)
                    mmap.invokeExact(state, MemorySegment.NULL, bytes, PROT_READ_WRITE, MAP_SHARED, fd, 0L);
            return address.address() == MAP_FAILED
                    ? new PointerResult(MemorySegment.NULL, Downcalls.errno(state))
                    : new PointerResult(address.reinterpret(bytes), 0);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("mmap", t);
        }
    }

    @Override
    public int munmap(MemorySegment address, long bytes) {
        try {
            return (int) munmap.invokeExact(address, bytes);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("munmap", t);
        }
    }

    @Override
    public int read(int fd, MemorySegment buffer) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            long bytes = (long) read.invokeExact(state, fd, buffer, buffer.byteSize());
            return bytes < 0 ? -Downcalls.errno(state) : (int) bytes;
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("read", t);
        }
    }

    @Override
    public int close(int fd) {
        try {
            return (int) close.invokeExact(fd);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("close", t);
        }
    }

    @Override
    public int openDirectory(String path) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            int fd = (int) open.invokeExact(state, call.allocateFrom(path), O_RDONLY_CLOEXEC | O_DIRECTORY);
            return fd < 0 ? -Downcalls.errno(state) : fd;
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("open", t);
        }
    }

    @Override
    public int lockAtOnce(int fd) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            int failed = (int) flock.invokeExact(state, fd, LOCK_EX_NB);
            return failed < 0 ? -Downcalls.errno(state) : 0;
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("flock", t);
        }
    }

    @Override
    public int perfEventOpen(MemorySegment attributes, int cpu) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment state = Downcalls.callState(call);
            long fd = (long) syscall.invokeExact(
                    state, NR_PERF_EVENT_OPEN, attributes, -1L, (long) cpu, -1L, PERF_FLAG_FD_CLOEXEC);
            return fd < 0 ? -Downcalls.errno(state) : (int) fd;
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("perf_event_open", t);
        }
    }

    @Override
    public long monotonicNanos() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment time = call.allocate(16);
            int failed = (int) clockGettime.invokeExact(CLOCK_MONOTONIC, time);
            return failed != 0 ? 0 : time.get(JAVA_LONG, 0) * 1_000_000_000L + time.get(JAVA_LONG, 8);
        } catch (Throwable t) {
            throw Downcalls.wrongDescriptor("clock_gettime", t);
        }
    }
}
