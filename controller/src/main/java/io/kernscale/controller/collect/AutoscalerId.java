// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/**
 * Which KernelAutoscaler.
 *
 * @param namespace  its namespace
 * @param name       its name
 * @param uid        tells it from one of the same name before
 * @param generation counts the changes of its spec
 */
public record AutoscalerId(String namespace, String name, String uid, long generation) {

    public AutoscalerId {
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        requireNonNull(uid, "uid");
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
