// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.testkit;

import org.jspecify.annotations.NullMarked;
