// SPDX-License-Identifier: Apache-2.0
/** Requests to the Kubernetes API, for those who need names of pods or who ask whose token a token is. Imports nothing of the agent. */
@NullMarked
package io.kernscale.agent.kube;

import org.jspecify.annotations.NullMarked;
