// SPDX-License-Identifier: Apache-2.0
/** What node agents would report of a simulated cluster: physics to wire records. Knows nothing of who reads them. */
@NullMarked
package io.kernscale.simulator.probe;

import org.jspecify.annotations.NullMarked;
