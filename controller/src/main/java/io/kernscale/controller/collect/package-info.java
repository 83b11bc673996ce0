// SPDX-License-Identifier: Apache-2.0
/** What the controller knows: records, and the interfaces of what reads them. First in the controller's flow; its I/O lives in {@code .agent} and {@code .kube}. */
@NullMarked
package io.kernscale.controller.collect;

import org.jspecify.annotations.NullMarked;
