// SPDX-License-Identifier: Apache-2.0
/** Tests of the agent's shape as a whole. */
@NullMarked
package io.kernscale.agent;

import org.jspecify.annotations.NullMarked;
