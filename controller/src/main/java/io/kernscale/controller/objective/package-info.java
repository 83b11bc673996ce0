// SPDX-License-Identifier: Apache-2.0
/** Follows the latency objectives that users state: how much of their CPU the workloads of a path may use. Pure. */
@NullMarked
package io.kernscale.controller.objective;

import org.jspecify.annotations.NullMarked;
