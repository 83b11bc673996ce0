// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.classify;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes numbers for sentences, with three digits at most: 412, 31.5, 1.02, 0.2. */
public final class Compact {

    private Compact() {}

    /** The number with as many decimals as its size deserves. */
    public static String number(double value) {
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A share of 1 in per cent: {@code 98 %}. */
    public static String percent(double ratio) {
        return Math.round(ratio * 100) + " %";
    }
}
