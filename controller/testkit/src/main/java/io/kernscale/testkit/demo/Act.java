// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

/** The acts of the demo, in their order. */
enum Act {
    /** Workloads start; nobody has been seen yet. */
    START,
    /** A load that nobody is short under. */
    CALM,
    /** More clients than one replica of b can serve. */
    SURGE,
    /** The same load, and b's disk has become slow. */
    SLOW_DISK
}
