// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.hpa;

import io.kernscale.controller.collect.ContainerFacts;
import io.kernscale.controller.collect.PodFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pods request of a resource, in thousandths: millicores, millibytes. */
final class Requests {

    private static final int MILLI = 1_000;

    private Requests() {}

    /**
     * By the pods' names.
     *
     * @param resource  {@code cpu} or {@code memory}
     * @param container null for whole pods
     * @throws MetricProblem where a container says nothing, because a percentage of nothing is nothing
     */
    static Map<String, Long> of(List<PodFacts> pods, String resource, @Nullable String container) throws MetricProblem {
        Map<String, Long> requests = new HashMap<>();
        for (PodFacts pod : pods) {
            requests.put(
                    pod.name(),
                    container == null ? ofPod(pod, resource) : ofContainer(pod, named(pod, container), resource));
        }
        return requests;
    }

    private static long ofPod(PodFacts pod, String resource) throws MetricProblem {
        @Nullable Long own = resource.equals("cpu") ? pod.podCpuRequestMilli() : milli(pod.podMemoryRequestBytes());
        if (own != null) {
            return own;
        }
        long sum = 0;
        for (ContainerFacts container : pod.containers()) {
            sum += ofContainer(pod, container, resource);
        }
        return sum;
    }

    private static long ofContainer(PodFacts pod, ContainerFacts container, String resource) throws MetricProblem {
        @Nullable
        Long request = resource.equals("cpu") ? container.cpuRequestMilli() : milli(container.memoryRequestBytes());
        if (request == null) {
            throw new MetricProblem("missing request for " + resource + " in container " + container.name() + " of Pod "
                    + pod.name() + "; set it, or target an averageValue");
        }
        return request;
    }

    private static ContainerFacts named(PodFacts pod, String name) throws MetricProblem {
        return pod.containers().stream()
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MetricProblem("container " + name + " not found in Pod " + pod.name()));
    }

    private static @Nullable Long milli(@Nullable Long bytes) {
        return bytes == null ? null : bytes * MILLI;
    }
}
