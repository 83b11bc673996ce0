// SPDX-License-Identifier: Apache-2.0
/** Keeps the latest decisions with all that they depended on, so that each can be told, and made again bit for bit. */
@NullMarked
package io.kernscale.controller.journal;

import org.jspecify.annotations.NullMarked;
