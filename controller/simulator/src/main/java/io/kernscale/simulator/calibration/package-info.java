// SPDX-License-Identifier: Apache-2.0
/**
 * The same small loads on this machine's kernel and in the simulator: where threads spend their time must agree. Beside
 * the flow of {@code bench decisions}; stands on its physics and its probes.
 */
@NullMarked
package io.kernscale.simulator.calibration;

import org.jspecify.annotations.NullMarked;
