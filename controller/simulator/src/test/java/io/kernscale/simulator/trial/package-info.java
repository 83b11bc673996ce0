// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.simulator.trial;

import org.jspecify.annotations.NullMarked;
