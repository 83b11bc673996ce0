// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import java.lang.foreign.MemorySegment;

/** The few functions of libc that Java has no equal of. Those that fail return -errno here, as libbpf's do. */
interface Libc {

    /** {@code mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)}: NULL and errno. */
    PointerResult mmapShared(long bytes, int fd);

    int munmap(MemorySegment address, long bytes);

    /** {@code read(2)}: bytes read, 0 at the end, or -errno. */
    int read(int fd, MemorySegment buffer);

    int close(int fd);

    /** {@code open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)}: a descriptor or -errno. */
    int openDirectory(String path);

    /** {@code flock(fd, LOCK_EX | LOCK_NB)}: 0 or -errno. */
    int lockAtOnce(int fd);

    /** {@code perf_event_open(attr, pid -1, cpu, group -1, PERF_FLAG_FD_CLOEXEC)}: a descriptor or -errno. */
    int perfEventOpen(MemorySegment attributes, int cpu);

    /** {@code clock_gettime(CLOCK_MONOTONIC)}: nanoseconds. */
    long monotonicNanos();
}
