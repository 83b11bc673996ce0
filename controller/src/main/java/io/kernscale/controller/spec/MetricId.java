// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which custom or external metric.
 *
 * @param name     its name
 * @param selector narrows it down, in the form of a query parameter: {@code queue=jobs,zone!=b}; null for no selector
 */
public record MetricId(String name, @Nullable String selector) {

    public MetricId {
        requireNonNull(name, "name");
    }
}
