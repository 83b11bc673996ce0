// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonElement;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.QuantityFormatException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Reads quantities: {@code 500m}, {@code 64Mi}, {@code 2}. */
final class Quantities {

    static final int MILLI = 3;

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal SMALLEST = BigDecimal.valueOf(Long.MIN_VALUE);

    private Quantities() {}

    /** Exactly; null for what is no quantity. */
    static @Nullable BigDecimal number(@Nullable JsonElement value) {
        try {
            return value == null || !value.isJsonPrimitive()
                    ? null
                    : Quantity.fromString(value.getAsString()).getNumber();
        } catch (QuantityFormatException | ArithmeticException e) {
            return null;
        }
    }

    /**
     * With the decimal point moved so many digits, rounded away from zero, as far as a long goes: what
     * {@code Quantity.ScaledValue} gives in Go. Null for what is no quantity.
     */
    static @Nullable Long rounded(@Nullable JsonElement value, int digits) {
        BigDecimal number = number(value);
        return number == null
                ? null
                : (Long) number.movePointRight(digits)
                        .setScale(0, RoundingMode.UP)
                        .min(LARGEST)
                        .max(SMALLEST)
                        .longValueExact();
    }
}
