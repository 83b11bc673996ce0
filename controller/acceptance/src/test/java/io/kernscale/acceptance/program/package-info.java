// SPDX-License-Identifier: Apache-2.0
/** The Java programs that the tests deploy; each runs as a process of its own. */
@NullMarked
package io.kernscale.acceptance.program;

import org.jspecify.annotations.NullMarked;
