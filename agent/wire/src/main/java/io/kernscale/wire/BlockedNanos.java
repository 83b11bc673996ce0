// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

/**
 * Thread-nanoseconds off the CPU and not runnable, by cause: what the thread's state, its {@code in_iowait} bit and the
 * system call it stands in tell.
 *
 * @param disk    in I/O wait, or in uninterruptible sleep within a file system call
 * @param lock    futex
 * @param network a socket's send, receive, accept or connect
 * @param poll    poll, select or epoll: one thread that serves many
 * @param sleep   a timer, or waiting for a child or a signal
 * @param other   anything else
 */
public record BlockedNanos(long disk, long lock, long network, long poll, long sleep, long other) {

    /** No time at all. */
    public static final BlockedNanos NONE = new BlockedNanos(0, 0, 0, 0, 0, 0);

    public BlockedNanos {
        Checks.notNegative(disk, "blocked.disk");
        Checks.notNegative(lock, "blocked.lock");
        Checks.notNegative(network, "blocked.network");
        Checks.notNegative(poll, "blocked.poll");
        Checks.notNegative(sleep, "blocked.sleep");
        Checks.notNegative(other, "blocked.other");
    }
}
