// SPDX-License-Identifier: Apache-2.0
/** The steps of an adoption at the API server, and the command line. The I/O of {@code adopt}. */
@NullMarked
package io.kernscale.controller.adopt.kube;

import org.jspecify.annotations.NullMarked;
