// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.agent.kube;

import org.jspecify.annotations.NullMarked;
