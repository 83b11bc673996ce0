// SPDX-License-Identifier: Apache-2.0
/** Turns an assessment into a replica count with its reason. Third in the controller's flow; pure, the time is an argument. */
@NullMarked
package io.kernscale.controller.decide;

import org.jspecify.annotations.NullMarked;
