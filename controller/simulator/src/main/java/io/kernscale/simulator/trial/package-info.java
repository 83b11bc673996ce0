// SPDX-License-Identifier: Apache-2.0
/** Applications, loads and faults; runs of one scaler on one of them; and what such a run is worth. */
@NullMarked
package io.kernscale.simulator.trial;

import org.jspecify.annotations.NullMarked;
