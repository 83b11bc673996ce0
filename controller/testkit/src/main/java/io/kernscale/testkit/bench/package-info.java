// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of the whole loop on the demo's cluster in small. */
@NullMarked
package io.kernscale.testkit.bench;

import org.jspecify.annotations.NullMarked;
