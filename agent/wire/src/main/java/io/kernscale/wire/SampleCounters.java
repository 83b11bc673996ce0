// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import java.util.List;

/**
 * Where a pod's threads were when the sampling clock ticked on their CPU.
 *
 * @param user   ticks in user space
 * @param kernel ticks in the kernel
 * @param hot    the hottest places of a saturated pod since the collection before, hottest first; empty for others
 */
public record SampleCounters(long user, long kernel, List<HotSpot> hot) {

    /** Never sampled. */
    public static final SampleCounters NONE = new SampleCounters(0, 0, List.of());

    public SampleCounters {
        Checks.notNegative(user, "user");
        Checks.notNegative(kernel, "kernel");
        hot = Checks.list(hot);
    }
}
