// SPDX-License-Identifier: Apache-2.0
/**
 * A Kubernetes API server in this process: real HTTP, streaming watches, conflicts, subresources, faults on demand. The
 * ground that {@code cluster} and {@code kubelet} stand on, and what the controller's tests talk to.
 */
@NullMarked
package io.kernscale.testkit.api;

import org.jspecify.annotations.NullMarked;
