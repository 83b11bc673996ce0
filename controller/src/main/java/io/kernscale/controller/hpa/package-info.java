// SPDX-License-Identifier: Apache-2.0
/**
 * The Horizontal Pod Autoscaler's rules, to the number: what Kubernetes' own controller would decide. Pure. Source:
 * pkg/controller/podautoscaler of Kubernetes 1.36, from which it differs in two places: pods that have finished never
 * count (kubernetes #141298), and a cap that the original holds by its pace is held by the clock, see {@link RateLimit}.
 */
@NullMarked
package io.kernscale.controller.hpa;

import org.jspecify.annotations.NullMarked;
