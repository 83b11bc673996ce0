// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.culprit;

import java.util.List;

/**
 * Where a waiting workload's waits end.
 *
 * @param culprits the largest share first; empty for a workload that does not wait
 */
public record Walk(List<Culprit> culprits) {

    /** Of a workload that does not wait. */
    public static final Walk NONE = new Walk(List.of());

    public Walk {
        culprits = List.copyOf(culprits);
    }
}
