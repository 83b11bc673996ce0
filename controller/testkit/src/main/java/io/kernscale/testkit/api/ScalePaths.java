// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import static java.util.Objects.requireNonNull;

/**
 * Where an object keeps what its scale subresource shows, as dotted paths. Example: {@code .spec.replicas}.
 *
 * @param selector path of a selector: an object with {@code matchLabels}, or text; empty when it shows none
 */
public record ScalePaths(String specReplicas, String statusReplicas, String selector) {

    /** Those of deployments, replica sets and stateful sets. */
    static final ScalePaths WORKLOAD = new ScalePaths(".spec.replicas", ".status.replicas", ".spec.selector");

    public ScalePaths {
        requireNonNull(specReplicas, "specReplicas");
        requireNonNull(statusReplicas, "statusReplicas");
        requireNonNull(selector, "selector");
    }

    static String[] fields(String path) {
        return (path.startsWith(".") ? path.substring(1) : path).split("\\.", -1);
    }
}
