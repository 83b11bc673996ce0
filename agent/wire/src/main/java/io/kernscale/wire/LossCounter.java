// SPDX-License-Identifier: Apache-2.0
package io.kernscale.wire;

import static java.util.Objects.requireNonNull;

/**
 * Something that was seen and could not be kept.
 *
 * @param feature the feature that lost it
 * @param reason  what was lost, in snake case: {@code cgroup_slots_full}
 * @param count   how often since the epoch began
 */
public record LossCounter(FeatureStatus.Feature feature, String reason, long count) {

    public LossCounter {
        requireNonNull(feature, "feature");
        requireNonNull(reason, "reason");
        Checks.notNegative(count, "count");
    }
}
