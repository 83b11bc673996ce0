// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import io.kernscale.testkit.api.KubernetesApi;
import java.time.Duration;

/** The controllers of deployments, replica sets and stateful sets, and the scheduler, in one thread. */
public final class ControlPlane implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final ControlLoop loop;

    private ControlPlane(ControlLoop loop) {
        this.loop = loop;
    }

    public static ControlPlane start(KubernetesApi api) {
        var deployments = new Deployments(api);
        var replicaSets = new ReplicaSets(api);
        var statefulSets = new StatefulSets(api);
        var scheduler = new Scheduler(api);
        return new ControlPlane(ControlLoop.start(api, "control-plane", PERIOD, () -> {
            deployments.reconcile();
            replicaSets.reconcile();
            statefulSets.reconcile();
            scheduler.reconcile();
        }));
    }

    @Override
    public void close() {
        loop.close();
    }
}
