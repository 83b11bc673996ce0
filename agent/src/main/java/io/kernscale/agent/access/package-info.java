// SPDX-License-Identifier: Apache-2.0
/** Decides who may read the agent: anybody, whose token the API server knows, or who has a client certificate. Before {@code http}. */
@NullMarked
package io.kernscale.agent.access;

import org.jspecify.annotations.NullMarked;
