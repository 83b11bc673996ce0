// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What somebody measured of one metric. Values are thousandths of the metric's unit: millicores, millibytes. */
public sealed interface MetricReading {

    /**
     * One value of one pod.
     *
     * @param milli  thousandths of the unit, 0 or more
     * @param at     end of the span that was measured
     * @param window the span's length
     */
    record Sample(long milli, Instant at, Duration window) {
        public Sample {
            requireNonNull(at, "at");
            requireNonNull(window, "window");
        }
    }

    /** By the pods' names; a pod without a value is not in it. */
    record PodSamples(Map<String, Sample> byPod) implements MetricReading {
        public PodSamples {
            byPod = Map.copyOf(byPod);
        }
    }

    /** Of an object, or of something outside: one value a series. */
    record Values(List<Long> milli, Instant at) implements MetricReading {
        public Values {
            milli = List.copyOf(milli);
            requireNonNull(at, "at");
        }
    }

    /** It could not be had, with the sentence that says why. */
    record Failed(String message) implements MetricReading {
        public Failed {
            requireNonNull(message, "message");
        }
    }
}
