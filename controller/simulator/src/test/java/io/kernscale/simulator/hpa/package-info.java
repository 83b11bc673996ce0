// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.simulator.hpa;

import org.jspecify.annotations.NullMarked;
