// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec.ObjectRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads metrics that others serve through the API server. Each call blocks for the length of a request. */
public interface MetricSource {

    /** Of a cluster where nobody serves any. */
    MetricSource NONE = new MetricSource() {
        @Override
        public MetricReading ofPods(String namespace, MetricId metric, @Nullable String podSelector, Instant now) {
            return absent(metric);
        }

        @Override
        public MetricReading ofObject(String namespace, ObjectRef object, MetricId metric, Instant now) {
            return absent(metric);
        }

        @Override
        public MetricReading external(String namespace, MetricId metric, Instant now) {
            return absent(metric);
        }

        private static MetricReading absent(MetricId metric) {
            return new MetricReading.Failed("nobody serves the metric " + metric.name());
        }
    };

    /**
     * A custom metric of each pod.
     *
     * @param podSelector which pods, in the form of a query parameter; null for all of the namespace
     */
    MetricReading ofPods(String namespace, MetricId metric, @Nullable String podSelector, Instant now);

    /** A custom metric of one object. */
    MetricReading ofObject(String namespace, ObjectRef object, MetricId metric, Instant now);

    /** A metric of something outside of the cluster. */
    MetricReading external(String namespace, MetricId metric, Instant now);
}
