// SPDX-License-Identifier: Apache-2.0
/** The one place that calls all four stages in order, and the only one with a clock. */
@NullMarked
package io.kernscale.controller.loop;

import org.jspecify.annotations.NullMarked;
