// SPDX-License-Identifier: Apache-2.0
/** The same load step on this machine's real kernel, scaled by Kernscale and by the HPA's rule. */
@NullMarked
package io.kernscale.simulator.machine;

import org.jspecify.annotations.NullMarked;
