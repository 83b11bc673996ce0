// SPDX-License-Identifier: Apache-2.0
/** Simulated services, for benches that need to know the truth: graph, queueing, scenario, report, cluster, bench. */
@NullMarked
package io.kernscale.simulator;

import org.jspecify.annotations.NullMarked;
