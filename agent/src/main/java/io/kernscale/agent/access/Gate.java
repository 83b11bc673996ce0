// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

/** Decides who may read. Thread-safe. */
@FunctionalInterface
public interface Gate {

    /** Lets everybody in: whoever reaches the port may read. */
    Gate OPEN = caller -> Verdict.ADMITTED;

    /** May ask the API server, and then takes as long as that does, at most two seconds. */
    Verdict check(Caller caller) throws InterruptedException;
}
