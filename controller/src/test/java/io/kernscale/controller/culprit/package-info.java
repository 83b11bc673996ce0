// SPDX-License-Identifier: Apache-2.0
/** Tests of the package. */
@NullMarked
package io.kernscale.controller.culprit;

import org.jspecify.annotations.NullMarked;
