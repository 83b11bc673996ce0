// SPDX-License-Identifier: Apache-2.0
/** Who decides better, and where not: table, plots, summary. Last in the flow of {@code bench decisions}; it prints. */
@NullMarked
package io.kernscale.simulator.evidence;

import org.jspecify.annotations.NullMarked;
