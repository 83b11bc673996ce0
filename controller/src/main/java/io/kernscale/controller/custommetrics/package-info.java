// SPDX-License-Identifier: Apache-2.0
/**
 * The aggregated API {@code custom.metrics.k8s.io}: what {@link io.kernscale.controller.signal.Signals} knows, for plain
 * HorizontalPodAutoscalers. A port of its own, with the authentication and authorization that the API server delegates to
 * such servers. Reads only.
 */
@NullMarked
package io.kernscale.controller.custommetrics;

import org.jspecify.annotations.NullMarked;
