// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

/** Who scales the workload, from its start on. */
interface Scaler extends AutoCloseable {

    /** Whether it has looked at the workload often enough to act on what it sees. */
    boolean isReady();

    /** @throws io.kernscale.testkit.demo.DemoException when it has failed */
    void check();

    @Override
    void close();
}
