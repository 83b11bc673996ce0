// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.machine;

import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.demo.MiniCluster;
import io.kernscale.testkit.demo.Workload;
import java.util.Optional;

/** The shipped agent and controller, by a KernelAutoscaler that says nothing but the bounds. */
final class KernscaleScaler implements Scaler {
    private final MiniCluster cluster;
    private final String name;

    KernscaleScaler(MiniCluster cluster, Workload workload) {
        this.cluster = cluster;
        this.name = workload.name();
        workload.autoscale(cluster.api());
    }

    private Optional<JsonObject> object() {
        return cluster.api().find("kernscale.io/v1alpha1", "kernelautoscalers", Workload.NAMESPACE, name);
    }

    @Override
    public boolean isReady() {
        return object().filter(object -> !Json.text(object, "status", "label").isEmpty())
                .isPresent();
    }

    @Override
    public void check() {
        cluster.check();
    }

    @Override
    public void close() {
        object().ifPresent(cluster.api()::delete);
    }
}
