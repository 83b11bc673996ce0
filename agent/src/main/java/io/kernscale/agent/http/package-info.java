// SPDX-License-Identifier: Apache-2.0
/** Serves what the node collected, as JSON and as Prometheus text. Last in the agent's flow, after {@code cgroup}. */
@NullMarked
package io.kernscale.agent.http;

import org.jspecify.annotations.NullMarked;
