// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.spec;

import static java.util.Objects.requireNonNull;

/** One metric and what it should be, as in {@code autoscaling/v2}. */
public sealed interface MetricSpec {

    MetricTarget target();

    /** As in {@code spec.metrics[].type}. */
    default String type() {
        return switch (this) {
            case Resource resource -> "Resource";
            case ContainerResource resource -> "ContainerResource";
            case Pods pods -> "Pods";
            case OfObject object -> "Object";
            case External external -> "External";
        };
    }

    /**
     * CPU or memory of the pods.
     *
     * @param name {@code cpu} or {@code memory}
     */
    record Resource(String name, MetricTarget target) implements MetricSpec {
        public Resource {
            requireNonNull(name, "name");
            requireNonNull(target, "target");
        }
    }

    /**
     * CPU or memory of one container of each pod.
     *
     * @param name {@code cpu} or {@code memory}
     */
    record ContainerResource(String name, String container, MetricTarget target) implements MetricSpec {
        public ContainerResource {
            requireNonNull(name, "name");
            requireNonNull(container, "container");
            requireNonNull(target, "target");
        }
    }

    /** A custom metric that each pod has, averaged. */
    record Pods(MetricId metric, MetricTarget target) implements MetricSpec {
        public Pods {
            requireNonNull(metric, "metric");
            requireNonNull(target, "target");
        }
    }

    /** A custom metric of one object. */
    record OfObject(ObjectRef describedObject, MetricId metric, MetricTarget target) implements MetricSpec {
        public OfObject {
            requireNonNull(describedObject, "describedObject");
            requireNonNull(metric, "metric");
            requireNonNull(target, "target");
        }
    }

    /** A metric of something outside of the cluster. */
    record External(MetricId metric, MetricTarget target) implements MetricSpec {
        public External {
            requireNonNull(metric, "metric");
            requireNonNull(target, "target");
        }
    }

    /** An object in the autoscaler's namespace. */
    record ObjectRef(String apiVersion, String kind, String name) {
        public ObjectRef {
            requireNonNull(apiVersion, "apiVersion");
            requireNonNull(kind, "kind");
            requireNonNull(name, "name");
        }
    }
}
