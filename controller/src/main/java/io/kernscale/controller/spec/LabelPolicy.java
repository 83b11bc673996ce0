// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

/** What a label is to bring about. */
public enum LabelPolicy {
    /** Replicas are sized by what the kernel saw, and by the metrics where the spec has some. */
    SCALE("Scale"),
    /** Replicas stay as they are. */
    HOLD("Hold"),
    /** The metrics alone decide, as with a HorizontalPodAutoscaler. */
    METRICS("Metrics");

    private final String text;

    LabelPolicy(String text) {
        this.text = text;
    }

    /** As in {@code spec.kernel.labels}. */
    public String text() {
        return text;
    }
}
