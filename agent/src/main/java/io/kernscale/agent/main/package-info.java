// SPDX-License-Identifier: Apache-2.0
/** Puts the agent together: reads the environment, opens the stages in the order of the flow, closes them in reverse. */
@NullMarked
package io.kernscale.agent.main;

import org.jspecify.annotations.NullMarked;
