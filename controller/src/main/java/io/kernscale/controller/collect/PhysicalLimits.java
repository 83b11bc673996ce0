// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/** What no machine of today does; a number beyond is an error of counting, not a load. */
final class PhysicalLimits {

    /** A context switch takes about a microsecond at the very least. */
    static final double SWITCHES_PER_SECOND_AND_CPU = 10e6;

    /** Null-block devices reach some 20 million. */
    static final double DISK_REQUESTS_PER_SECOND = 100e6;

    /** Eight times a PCIe 6 x16 link. */
    static final double DISK_BYTES_PER_SECOND = 1e12;

    /** A multi-queue device has at most 65,536 tags in each of some queues. */
    static final double DISK_REQUESTS_AT_ONCE = 10e6;

    /** A socket call that moves data takes some hundred nanoseconds at the very least. */
    static final double SOCKET_EVENTS_PER_SECOND_AND_CPU = 10e6;

    /** Eight times what the memory of a large machine moves over its loopback. */
    static final double SOCKET_BYTES_PER_SECOND = 1e12;

    /** TCP gives a connection up after some 15 minutes without an answer. */
    static final long ROUND_TRIP_MICROS = 3_600_000_000L;

    private PhysicalLimits() {}
}
