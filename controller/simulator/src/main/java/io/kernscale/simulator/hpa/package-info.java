// SPDX-License-Identifier: Apache-2.0
/** The HorizontalPodAutoscaler that others are measured against, in simulated time and on a machine. */
@NullMarked
package io.kernscale.simulator.hpa;

import org.jspecify.annotations.NullMarked;
