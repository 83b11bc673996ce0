// SPDX-License-Identifier: Apache-2.0
/** Meters, for Prometheus. */
@NullMarked
package io.kernscale.controller.metrics;

import org.jspecify.annotations.NullMarked;
