// SPDX-License-Identifier: Apache-2.0
/** The cluster around the real control loop, in simulated time. Fifth in the flow. */
@NullMarked
package io.kernscale.simulator.cluster;

import org.jspecify.annotations.NullMarked;
