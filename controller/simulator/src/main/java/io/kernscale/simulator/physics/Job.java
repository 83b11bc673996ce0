// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

/** What a thread computes. As a timer, it is the thread's sleep. */
abstract class Job extends Timer {

    /** The pod's CPU time a thread at which this job is done; see {@link PodCpu}. */
    double doneAt;

    /** It has had its CPU time. */
    abstract void served(long now);
}
