// SPDX-License-Identifier: Apache-2.0
/** What the aggregated API asks the API server: whom to trust, who somebody is, and what they may. */
@NullMarked
package io.kernscale.controller.custommetrics.kube;

import org.jspecify.annotations.NullMarked;
