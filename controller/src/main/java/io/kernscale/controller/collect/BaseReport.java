// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.wire.FeatureStatus;
import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import io.kernscale.wire.NodeReport;
import java.util.Collection;
import java.util.List;

/**
 * What is kept of a report until the next one is compared with it.
 *
 * @param epoch          as in {@link NodeReport}, likewise the next two
 * @param features       what its counters rest on
 * @param pods           each of its pods once
 */
record BaseReport(String epoch, long sequence, long monotonicNanos, List<FeatureStatus> features, List<BasePod> pods) {

    static BaseReport of(NodeReport report, Collection<BasePod> pods) {
        return new BaseReport(
                report.epoch(), report.sequence(), report.monotonicNanos(), report.features(), List.copyOf(pods));
    }

    Source scheduler() {
        return source(features, Feature.SCHEDULER);
    }

    boolean countsTcp() {
        return source(features, Feature.TCP) != Source.NONE;
    }

    static Source source(List<FeatureStatus> features, Feature feature) {
        for (FeatureStatus status : features) {
            if (status.feature() == feature) {
                return status.source();
            }
        }
        return Source.NONE;
    }
}
