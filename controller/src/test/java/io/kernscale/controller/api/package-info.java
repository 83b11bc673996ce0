// SPDX-License-Identifier: Apache-2.0
/** Tests of the package. */
@NullMarked
package io.kernscale.controller.api;

import org.jspecify.annotations.NullMarked;
