// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

/** What a metric should be. */
public sealed interface MetricTarget {

    /**
     * So many per cent of what the pods request.
     *
     * @param percent above 0
     */
    record Utilization(int percent) implements MetricTarget {}

    /**
     * So much a pod on average.
     *
     * @param milli thousandths of the metric's unit, above 0; rounded up from the quantity
     */
    record AverageValue(long milli) implements MetricTarget {}

    /**
     * So much in all.
     *
     * @param milli thousandths of the metric's unit, above 0; rounded up from the quantity
     */
    record Value(long milli) implements MetricTarget {}
}
