// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide.queueing;

/**
 * A request in service.
 *
 * @param finishVirtual the replica's virtual time at which it is done
 * @param worker        the thread that serves it
 * @param client        who waits for it, -1 for nobody
 */
record Job(double finishVirtual, Worker worker, int client) implements Comparable<Job> {

    @Override
    public int compareTo(Job other) {
        return Double.compare(finishVirtual, other.finishVirtual);
    }
}
