// SPDX-License-Identifier: Apache-2.0
/** Reads pods, owners, KernelAutoscalers and scale subresources from the API server. The I/O of {@code collect}. */
@NullMarked
package io.kernscale.controller.collect.kube;

import org.jspecify.annotations.NullMarked;
