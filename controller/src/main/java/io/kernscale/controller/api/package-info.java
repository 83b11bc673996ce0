// SPDX-License-Identifier: Apache-2.0
/** What the loop knows, as JSON for people and scripts. Reads only. */
@NullMarked
package io.kernscale.controller.api;

import org.jspecify.annotations.NullMarked;
