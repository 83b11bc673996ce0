// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/** Tells who else scales workloads. */
public interface OwnerSource {

    /** Of a cluster where nobody else does. */
    OwnerSource NOBODY = namespace -> Owners.NONE;

    /** Those of one namespace, asked of the API server now; blocks for the length of two requests. */
    Owners fresh(String namespace);
}
