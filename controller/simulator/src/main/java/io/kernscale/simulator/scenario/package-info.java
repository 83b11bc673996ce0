// SPDX-License-Identifier: Apache-2.0
/** Draws clear cases from seeds: graphs, faults, nodes, and what goes on beside. Third in the flow: graphs and their solutions to scenarios. */
@NullMarked
package io.kernscale.simulator.scenario;

import org.jspecify.annotations.NullMarked;
