// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.controller.objective;

import org.jspecify.annotations.NullMarked;
