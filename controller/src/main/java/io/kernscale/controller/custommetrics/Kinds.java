// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.util.Optional;

/** Knows what kind of object a resource holds. Thread-safe. */
@FunctionalInterface
public interface Kinds {

    /**
     * The kind behind {@code deployments.apps}; empty where the API server has no such resource, or does not say. Blocks
     * for the length of a request where the kind is not an everyday one.
     */
    Optional<ObjectKind> of(String resource);

    /** Example: {@code apps/v1}, {@code Deployment}. */
    record ObjectKind(String apiVersion, String kind) {}
}
