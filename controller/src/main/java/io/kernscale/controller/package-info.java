// SPDX-License-Identifier: Apache-2.0
/** The controller's main class and its wiring. Nobody imports from here. */
@NullMarked
package io.kernscale.controller;

import org.jspecify.annotations.NullMarked;
