// SPDX-License-Identifier: Apache-2.0
/** A small discrete-event simulation of replicas under load, counted as the kernel counts. */
@NullMarked
package io.kernscale.controller.decide.queueing;

import org.jspecify.annotations.NullMarked;
