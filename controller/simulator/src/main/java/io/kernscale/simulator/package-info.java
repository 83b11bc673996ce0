// SPDX-License-Identifier: Apache-2.0
/**
 * Simulated services, for benches that need to know the truth. Who is to blame: graph, queueing, scenario, report, cluster,
 * bench. How decisions turn out over time: physics, probe, scaler, trial, evidence.
 */
@NullMarked
package io.kernscale.simulator;

import org.jspecify.annotations.NullMarked;
