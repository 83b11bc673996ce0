// SPDX-License-Identifier: Apache-2.0
/** From HorizontalPodAutoscalers to KernelAutoscalers and back, with never two writers on one scale. Its I/O lives in {@code .kube}. */
@NullMarked
package io.kernscale.controller.adopt;

import org.jspecify.annotations.NullMarked;
