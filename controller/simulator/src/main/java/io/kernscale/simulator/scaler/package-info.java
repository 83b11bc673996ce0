// SPDX-License-Identifier: Apache-2.0
/** Those who scale a simulated cluster: the real control loop, the Horizontal Pod Autoscaler's rule, a concurrency rule. */
@NullMarked
package io.kernscale.simulator.scaler;

import org.jspecify.annotations.NullMarked;
