// SPDX-License-Identifier: Apache-2.0
/** Asks the agents over HTTP and reads their reports. The I/O of {@code collect}; trusts nothing that arrives. */
@NullMarked
package io.kernscale.controller.collect.agent;

import org.jspecify.annotations.NullMarked;
