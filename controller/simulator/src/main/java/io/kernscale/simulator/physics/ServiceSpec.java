// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A service: what it does for a request, and what a pod of it is.
 *
 * @param name     also the Deployment's and the Service's
 * @param steps    of each request
 * @param pod      of each replica
 * @param replicas at the begin
 */
public record ServiceSpec(String name, List<Step> steps, PodSpec pod, int replicas) {

    /** How a pod's threads wait for requests. */
    public enum Style {
        /** One thread polls, the others are a pool that parks on a lock. */
        POOL,
        /** Each thread blocks in a receive of its own. */
        THREADS
    }

    /**
     * One replica.
     *
     * @param style        of its threads
     * @param threads      requests served at once
     * @param requestCores CPU request; also its weight where others want the CPU
     * @param limitCores   CPU limit; 0 for none
     * @param startUp      from nothing to ready
     */
    public record PodSpec(Style style, int threads, double requestCores, double limitCores, StartUp startUp) {
        public PodSpec {
            requireNonNull(style, "style");
            requireNonNull(startUp, "startUp");
            if (threads < 1 || !(requestCores > 0) || !(limitCores >= 0)) {
                throw new IllegalArgumentException("threads must be 1 or more, the request above 0 and the limit 0 or"
                        + " more, were: " + threads + ", " + requestCores + ", " + limitCores);
            }
        }
    }

    /**
     * A pod's start.
     *
     * @param delaySeconds until its container runs
     * @param cpuSeconds   that it computes then, on two threads, before it is ready
     * @param warmUpRatio  by so much more a request costs at first
     * @param warmUpCpuSeconds the surplus falls to nothing over so much CPU time
     */
    public record StartUp(double delaySeconds, double cpuSeconds, double warmUpRatio, double warmUpCpuSeconds) {
        /** A native program from an image that the node has. */
        public static final StartUp NATIVE = new StartUp(3, 0.3, 0, 0);

        /** A JVM with a framework. */
        public static final StartUp JAVA = new StartUp(4, 12, 2, 10);
    }

    public ServiceSpec {
        requireNonNull(name, "name");
        steps = List.copyOf(steps);
        requireNonNull(pod, "pod");
    }

    /** The same with another number of replicas at the begin. */
    public ServiceSpec withReplicas(int others) {
        return new ServiceSpec(name, steps, pod, others);
    }

    /** CPU time that a request costs here on average. */
    public double cpuSeconds() {
        return steps.stream()
                .mapToDouble(step -> step instanceof Step.Compute(Dist cpu) ? cpu.meanSeconds() : 0)
                .sum();
    }
}
