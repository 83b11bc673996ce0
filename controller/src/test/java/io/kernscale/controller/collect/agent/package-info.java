// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.controller.collect.agent;

import org.jspecify.annotations.NullMarked;
