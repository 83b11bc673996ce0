// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.scaler;

/** Somebody who looks at a cluster now and then, and scales it. */
public interface Scaler extends AutoCloseable {

    /** How often he looks, in nanoseconds. */
    long everyNanos();

    /** He looks, as of now. */
    void look();

    @Override
    default void close() {}
}
