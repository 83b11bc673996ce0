// SPDX-License-Identifier: Apache-2.0
/** The parts of a control plane that turn a Deployment into pods on nodes. Stands on {@code api}; a kubelet runs what it makes. */
@NullMarked
package io.kernscale.testkit.cluster;

import org.jspecify.annotations.NullMarked;
