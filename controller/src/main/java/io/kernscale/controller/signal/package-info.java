// SPDX-License-Identifier: Apache-2.0
/** The signal as numbers for other autoscalers: what was last known of each workload, with its age. Pure. */
@NullMarked
package io.kernscale.controller.signal;

import org.jspecify.annotations.NullMarked;
