// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/** A workload's name within a cluster. Example: {@code shop/Deployment/cart}. */
public record WorkloadKey(String namespace, String kind, String name) {

    public WorkloadKey {
        requireNonNull(namespace, "namespace");
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return namespace + "/" + kind + "/" + name;
    }
}
