// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.simulator.calibration;

import org.jspecify.annotations.NullMarked;
