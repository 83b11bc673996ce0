// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

/** Why a condition is as it is, in the Horizontal Pod Autoscaler's words. */
public enum HpaReason {
    READY_FOR_NEW_SCALE("ReadyForNewScale"),
    SCALE_DOWN_STABILIZED("ScaleDownStabilized"),
    SCALE_UP_STABILIZED("ScaleUpStabilized"),
    VALID_METRIC_FOUND("ValidMetricFound"),
    SCALING_DISABLED("ScalingDisabled"),
    FAILED_GET_RESOURCE_METRIC("FailedGetResourceMetric"),
    FAILED_GET_CONTAINER_RESOURCE_METRIC("FailedGetContainerResourceMetric"),
    FAILED_GET_PODS_METRIC("FailedGetPodsMetric"),
    FAILED_GET_OBJECT_METRIC("FailedGetObjectMetric"),
    FAILED_GET_EXTERNAL_METRIC("FailedGetExternalMetric"),
    DESIRED_WITHIN_RANGE("DesiredWithinRange"),
    TOO_FEW_REPLICAS("TooFewReplicas"),
    TOO_MANY_REPLICAS("TooManyReplicas"),
    SCALE_UP_LIMIT("ScaleUpLimit"),
    SCALE_DOWN_LIMIT("ScaleDownLimit");

    private final String text;

    HpaReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
