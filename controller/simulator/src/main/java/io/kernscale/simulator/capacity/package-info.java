// SPDX-License-Identifier: Apache-2.0
/** How much one controller carries: many workloads, and agents that answer over real HTTP. */
@NullMarked
package io.kernscale.simulator.capacity;

import org.jspecify.annotations.NullMarked;
