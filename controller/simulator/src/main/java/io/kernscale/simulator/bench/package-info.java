// SPDX-License-Identifier: Apache-2.0
/** Lets the control loop judge many graphs, and judges the control loop. Last in the flow, and the only one that prints. */
@NullMarked
package io.kernscale.simulator.bench;

import org.jspecify.annotations.NullMarked;
