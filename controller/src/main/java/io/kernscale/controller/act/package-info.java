// SPDX-License-Identifier: Apache-2.0
/** Carries decisions out. Last in the controller's flow; its I/O lives in {@code .kube}. */
@NullMarked
package io.kernscale.controller.act;

import org.jspecify.annotations.NullMarked;
