// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

/**
 * A place in the code where a saturated pod burns CPU.
 *
 * @param mapping the mapped file, {@code [kernel]}, or {@code [anon]} for code compiled at run time
 * @param offset  byte offset in the file; the address itself for {@code [anon]} and {@code [kernel]}
 * @param symbol  the function's name, empty when unknown
 * @param samples ticks seen there
 */
public record HotSpot(String mapping, long offset, String symbol, long samples) {

    public HotSpot {
        requireNonNull(mapping, "mapping");
        requireNonNull(symbol, "symbol");
        Checks.notNegative(samples, "samples");
    }
}
