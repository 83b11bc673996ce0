// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.kernscale.agent.access;

import org.jspecify.annotations.NullMarked;
