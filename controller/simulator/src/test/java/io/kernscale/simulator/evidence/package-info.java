// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.simulator.evidence;

import org.jspecify.annotations.NullMarked;
