// SPDX-License-Identifier: Apache-2.0
/** A kubelet in small: each container is a real process in a real cgroup. Stands on {@code cluster} and {@code api}; the demo runs on it. */
@NullMarked
package io.kernscale.testkit.kubelet;

import org.jspecify.annotations.NullMarked;
