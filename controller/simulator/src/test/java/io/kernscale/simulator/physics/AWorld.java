// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.physics;

import io.kernscale.simulator.physics.ServiceSpec.PodSpec;
import io.kernscale.simulator.physics.ServiceSpec.StartUp;
import io.kernscale.simulator.physics.ServiceSpec.Style;
import io.kernscale.simulator.physics.Step.Compute;
import io.kernscale.simulator.physics.World.Observed;
import io.kernscale.simulator.physics.World.Setup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small worlds for tests. */
final class AWorld {

    private AWorld() {}

    /** One pod of one service alone on a node. */
    static World ofOnePod(int cores, double limitCores, Dist cpu, double perSecond, int seconds) {
        ServiceSpec service = service("shop", limitCores, 4_000, new Compute(cpu));
        return of(cores, perSecond, seconds, Map.of(), service);
    }

    static ServiceSpec service(String name, double limitCores, int threads, Step... steps) {
        PodSpec pod = new PodSpec(Style.POOL, threads, 0.5, limitCores, StartUp.NATIVE);
        return new ServiceSpec(name, List.of(steps), pod, 1);
    }

    /** Services on one node, the first of which is asked. */
    static World of(int cores, double perSecond, int seconds, Map<String, Dist> outsides, ServiceSpec... services) {
        double[] rates = new double[seconds];
        Arrays.fill(rates, perSecond);
        return new World(
                new Setup(1, cores, List.of(services), outsides, services[0].name(), rates), Observed.BY_AGENTS, 7);
    }

    static Pod pod(World world, String workload) {
        return world.workload(workload).pods().getFirst();
    }
}
