// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.simulator.machine;

import org.jspecify.annotations.NullMarked;
