// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.simulator.queueing;

import org.jspecify.annotations.NullMarked;
