// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

/** Something that happens at a time; in one {@link Agenda} at most once. */
abstract class Timer {

    /** When, in nanoseconds since the begin of the simulation. */
    long at;

    /** Orders what happens at the same time. */
    long sequence;

    /** Place in the agenda's heap; -1 while it is in none. */
    int place = -1;

    /** Its time has come. */
    abstract void fire(long now);
}
