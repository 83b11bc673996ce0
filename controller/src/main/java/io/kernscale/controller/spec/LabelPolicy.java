// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

/** What a label is to bring about. */
public enum LabelPolicy {
    /** Replicas are sized by what the kernel saw, and by the metrics where the spec has some. */
    SCALE,
    /** Replicas stay as they are. */
    HOLD,
    /** The metrics alone decide, as with a HorizontalPodAutoscaler. */
    METRICS
}
