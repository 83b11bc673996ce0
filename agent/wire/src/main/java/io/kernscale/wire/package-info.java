// SPDX-License-Identifier: Apache-2.0
/** What travels from agent to controller as JSON: records with units in their names, and the writer that pins their form. */
@NullMarked
package io.kernscale.wire;

import org.jspecify.annotations.NullMarked;
