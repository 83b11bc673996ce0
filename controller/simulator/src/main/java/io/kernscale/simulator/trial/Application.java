// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import static java.util.Objects.requireNonNull;

import io.kernscale.simulator.physics.Dist;
import io.kernscale.simulator.physics.ServiceSpec;
import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.Step;
import io.kernscale.simulator.physics.Step.Ask;
import io.kernscale.simulator.physics.World.Setup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Services that ask each other.
 *
 * @param name             as in a table
 * @param services         the first one is asked from outside, each asks only ones after it
 * @param outsides         latencies of those outside by name
 * @param objectiveSeconds for the 99th percentile of the answers from outside
 * @param nodes            that it runs on
 * @param loadFactor       of a trace's requests, so many reach it
 */
public record Application(
        String name,
        List<ServiceSpec> services,
        Map<String, Dist> outsides,
        double objectiveSeconds,
        int nodes,
        double loadFactor) {

    private static final int CORES_PER_NODE = 16;
    private static final double USED_AT_FIRST_RATIO = 0.5;

    public Application {
        requireNonNull(name, "name");
        services = List.copyOf(services);
        outsides = Map.copyOf(outsides);
    }

    /** Names of the services. */
    public List<String> names() {
        return services.stream().map(ServiceSpec::name).toList();
    }

    /** CPU cores that each service takes at a rate of requests from outside, on average. */
    public Map<String, Double> cores(double perSecond) {
        Map<String, Double> visits = new HashMap<>();
        visits.put(services.getFirst().name(), perSecond);
        Map<String, Double> cores = new HashMap<>();
        for (ServiceSpec service : services) {
            double rate = visits.getOrDefault(service.name(), 0.0);
            cores.put(service.name(), rate * service.cpuSeconds());
            for (Step step : service.steps()) {
                if (step instanceof Ask ask) {
                    ask.targets()
                            .forEach(
                                    target -> visits.merge(target.service(), rate * target.probability(), Double::sum));
                }
            }
        }
        return cores;
    }

    /** What it is made of under this load, with replicas that the load of the begin uses by half. */
    public Setup setup(double[] perSecond) {
        return setup(perSecond, USED_AT_FIRST_RATIO);
    }

    /** The same with replicas that the load of the begin uses by this part. */
    public Setup setup(double[] perSecond, double usedRatio) {
        Map<String, Double> cores = cores(perSecond[0]);
        List<ServiceSpec> sized = services.stream()
                .map(service -> service.withReplicas(
                        replicas(service.pod(), cores.getOrDefault(service.name(), 0.0), usedRatio)))
                .toList();
        return new Setup(
                nodes, CORES_PER_NODE, sized, outsides, services.getFirst().name(), perSecond);
    }

    private static int replicas(PodSpec pod, double cores, double usedRatio) {
        return (int) Math.max(1, Math.ceil(cores / (usedRatio * pod.limitCores()) - 0.05));
    }
}
