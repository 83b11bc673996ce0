// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import io.kernscale.simulator.physics.Pod;
import io.kernscale.simulator.physics.Workload;
import io.kernscale.simulator.physics.World;
import io.kernscale.simulator.physics.World.Observed;
import io.kernscale.simulator.scaler.ApiServer;
import io.kernscale.simulator.scaler.KernscaleScaler;
import io.kernscale.simulator.scaler.Scaler;
import io.kernscale.simulator.trial.Run.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets somebody scale a scenario. */
public final class Trial {

    private static final long SECOND = 1_000_000_000;

    private final Scenario scenario;
    private final World world;
    private final Map<String, Map<Pod, Double>> runBefore = new HashMap<>();

    private Trial(Scenario scenario, Observed observed, long seed) {
        this.scenario = scenario;
        this.world = new World(scenario.setup(), observed, seed);
        scenario.events()
                .forEach(event ->
                        world.at(event.second() * SECOND, now -> event.what().accept(world)));
    }

    /** Runs a scenario to its end. Equal arguments give equal runs. */
    public static Run run(Scenario scenario, ScalerKind kind, long seed) {
        return run(scenario, kind, seed, (second, workload, mind) -> {});
    }

    /** The same, with somebody who hears of each decision of the control loop. */
    public static Run run(Scenario scenario, ScalerKind kind, long seed, Listener listener) {
        return new Trial(scenario, kind.observed(), seed).run(kind, listener);
    }

    /** Hears of decisions, from several threads. */
    public interface Listener {
        /** @param mind the rule that gave the label, and the outcome */
        void hears(long second, String workload, String mind);
    }

    private Run run(ScalerKind kind, Listener listener) {
        ApiServer api = new ApiServer(world);
        List<Sample> samples = new ArrayList<>();
        List<String> failures = List.of();
        try (Scaler scaler = kind.maker()
                .on(api, scenario, (workload, mind) -> listener.hears(world.now() / SECOND, workload, mind))) {
            for (int second = 1; second <= scenario.seconds(); second++) {
                world.run(second * SECOND);
                if (second * SECOND % scaler.everyNanos() == 0) {
                    scaler.look();
                }
                samples.add(sample());
            }
            if (scaler instanceof KernscaleScaler kernscale) {
                failures = kernscale.failures();
            }
        }
        return new Run(scenario, kind, world.latencies(), api.writes(), samples, failures, world.events());
    }

    private Sample sample() {
        int[] replicas = new int[scenario.scaled().size()];
        double[] used = new double[replicas.length];
        double cores = 0;
        for (int i = 0; i < replicas.length; i++) {
            Workload workload = world.workload(scenario.scaled().get(i));
            replicas[i] = workload.pods().size();
            cores += replicas[i] * workload.spec().pod().requestCores();
            used[i] = usedRatio(workload);
        }
        return new Sample(replicas, cores, used);
    }

    private double usedRatio(Workload workload) {
        Map<Pod, Double> before = runBefore.getOrDefault(workload.name(), Map.of());
        Map<Pod, Double> after = new HashMap<>();
        double used = 0;
        double limit = 0;
        for (Pod pod : workload.pods()) {
            pod.count(world.now());
            double run = pod.cpu().runNanos();
            after.put(pod, run);
            if (pod.ready()) {
                used += run - before.getOrDefault(pod, run);
                limit += SECOND * workload.spec().pod().limitCores();
            }
        }
        runBefore.put(workload.name(), after);
        return limit == 0 ? 0 : used / limit;
    }
}
