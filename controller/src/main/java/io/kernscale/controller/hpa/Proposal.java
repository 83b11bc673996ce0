// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import org.jspecify.annotations.Nullable;

/**
 * What one metric asks for.
 *
 * @param replicas           before stabilization, rate limits and bounds
 * @param utilizationPercent of the requests; null for metrics without
 * @param usageMilli         average of a pod, or the value of the object, in thousandths
 */
record Proposal(int replicas, @Nullable Integer utilizationPercent, long usageMilli) {}
