// SPDX-License-Identifier: Apache-2.0
/** The configuration: one record for each prefix, which refuses what can not work. Imports nothing of the controller. */
@NullMarked
package io.kernscale.controller.config;

import org.jspecify.annotations.NullMarked;
