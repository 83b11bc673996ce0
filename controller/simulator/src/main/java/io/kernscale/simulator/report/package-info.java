// SPDX-License-Identifier: Apache-2.0
/** Turns a steady state into what node agents would report of it. Fourth in the flow: solved graphs to wire records. */
@NullMarked
package io.kernscale.simulator.report;

import org.jspecify.annotations.NullMarked;
