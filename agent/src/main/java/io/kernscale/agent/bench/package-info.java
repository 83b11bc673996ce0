// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the agent: what a probe costs an event, what the agent costs a node. Outside of the agent's flow. */
@NullMarked
package io.kernscale.agent.bench;

import org.jspecify.annotations.NullMarked;
