// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

/** Why a condition is as it is, in the Horizontal Pod Autoscaler's words. */
public enum HpaReason {
    READY_FOR_NEW_SCALE("ReadyForNewScale", "the scale was read"),
    SCALE_DOWN_STABILIZED("ScaleDownStabilized", "recommendations of the stabilization window hold it back"),
    SCALE_UP_STABILIZED("ScaleUpStabilized", "recommendations of the stabilization window hold it back"),
    VALID_METRIC_FOUND("ValidMetricFound", "a replica count follows from the metrics"),
    INVALID_SELECTOR("InvalidSelector", "it is not known which pods are the target's"),
    AMBIGUOUS_SELECTOR("AmbiguousSelector", "some of the pods are another target's as well"),
    SCALING_DISABLED("ScalingDisabled", "scaling is off while the replica count of the target is zero"),
    FAILED_GET_RESOURCE_METRIC("FailedGetResourceMetric", "CPU or memory of the pods has no answer"),
    FAILED_GET_CONTAINER_RESOURCE_METRIC(
            "FailedGetContainerResourceMetric", "CPU or memory of the container has no answer"),
    FAILED_GET_PODS_METRIC("FailedGetPodsMetric", "the metric of the pods has no answer"),
    FAILED_GET_OBJECT_METRIC("FailedGetObjectMetric", "the metric of the object has no answer"),
    FAILED_GET_EXTERNAL_METRIC("FailedGetExternalMetric", "the external metric has no answer"),
    DESIRED_WITHIN_RANGE("DesiredWithinRange", "the desired count is within the acceptable range"),
    TOO_FEW_REPLICAS("TooFewReplicas", "minReplicas keeps it from having fewer"),
    TOO_MANY_REPLICAS("TooManyReplicas", "maxReplicas keeps it from having more"),
    SCALE_UP_LIMIT("ScaleUpLimit", "more are wanted than may be added at once"),
    SCALE_DOWN_LIMIT("ScaleDownLimit", "fewer are wanted than may be removed at once");

    private final String text;
    private final String sentence;

    HpaReason(String text, String sentence) {
        this.text = text;
        this.sentence = sentence;
    }

    public String text() {
        return text;
    }

    /** For people, where there is nothing more to say than the reason itself. */
    public String sentence() {
        return sentence;
    }
}
