// SPDX-License-Identifier: Apache-2.0
/** The demo: the real agent and the real controller on a cluster in small, a chain of services, a live table, a verdict. */
@NullMarked
package io.kernscale.testkit.demo;

import org.jspecify.annotations.NullMarked;
