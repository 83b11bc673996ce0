// SPDX-License-Identifier: Apache-2.0
/** The Helm chart: what it renders to, and whether that fits the code. */
@NullMarked
package io.kernscale.controller.chart;

import org.jspecify.annotations.NullMarked;
