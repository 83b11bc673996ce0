// SPDX-License-Identifier: Apache-2.0
/** Writes scale subresources, statuses and Events, and holds the leader's Lease. */
@NullMarked
package io.kernscale.controller.act.kube;

import org.jspecify.annotations.NullMarked;
