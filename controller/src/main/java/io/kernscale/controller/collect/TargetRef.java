// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/**
 * The workload that an autoscaler names; in its own namespace.
 *
 * @param apiVersion {@code apps/v1}; {@code v1} for the core group
 * @param kind       {@code Deployment}
 * @param name       the workload's name
 */
public record TargetRef(String apiVersion, String kind, String name) {

    public TargetRef {
        requireNonNull(apiVersion, "apiVersion");
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
    }

    /** The API group: {@code apps}; empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
