// SPDX-License-Identifier: Apache-2.0
/** Solves a graph for its steady state, and tells from it who is short of what. Second in the flow: reads graphs; pure. */
@NullMarked
package io.kernscale.simulator.queueing;

import org.jspecify.annotations.NullMarked;
