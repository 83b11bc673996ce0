// SPDX-License-Identifier: Apache-2.0
/**
 * A cluster in simulated time, event by event: requests, threads, CPUs with quotas, disks, locks, pods that start and
 * end. First in the flow of {@code bench decisions}; knows nothing of agents or scalers.
 */
@NullMarked
package io.kernscale.simulator.physics;

import org.jspecify.annotations.NullMarked;
