// SPDX-License-Identifier: Apache-2.0
/** Service graphs with injected faults, drawn from a seed. First in the simulator's flow: knows nothing of the rest. */
@NullMarked
package io.kernscale.simulator.graph;

import org.jspecify.annotations.NullMarked;
