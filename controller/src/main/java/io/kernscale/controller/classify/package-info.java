// SPDX-License-Identifier: Apache-2.0
/** Names what a workload waits for. Second in the controller's flow: reads the records of {@code collect}; pure. */
@NullMarked
package io.kernscale.controller.classify;

import org.jspecify.annotations.NullMarked;
