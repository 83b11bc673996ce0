// SPDX-License-Identifier: Apache-2.0
/** Follows waits to their end. Third in the controller's flow, between classify and decide; pure. */
@NullMarked
package io.kernscale.controller.culprit;

import org.jspecify.annotations.NullMarked;
