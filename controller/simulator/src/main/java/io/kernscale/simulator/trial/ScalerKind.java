// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import io.kernscale.simulator.scaler.ApiServer;
import io.kernscale.simulator.scaler.ConcurrencyScaler;
import io.kernscale.simulator.scaler.HpaScaler;
import io.kernscale.simulator.scaler.HpaScaler.Rules;
import io.kernscale.simulator.scaler.KernscaleScaler;
import io.kernscale.simulator.scaler.Scaler;
import java.util.function.BiConsumer;

/** Who scales. */
public sealed interface ScalerKind {

    /** As in a table. */
    String text();

    /** One that watches this cluster. */
    Scaler on(ApiServer api, Scenario scenario, BiConsumer<String, String> journal);

    /** The real control loop at its defaults. */
    record Kernscale() implements ScalerKind {
        @Override
        public String text() {
            return "Kernscale";
        }

        @Override
        public Scaler on(ApiServer api, Scenario scenario, BiConsumer<String, String> journal) {
            return new KernscaleScaler(api, scenario.scaled(), scenario.blind(), journal);
        }
    }

    /** The Horizontal Pod Autoscaler at its defaults, with signals as old as they are. */
    record Hpa() implements ScalerKind {
        @Override
        public String text() {
            return "HPA";
        }

        @Override
        public Scaler on(ApiServer api, Scenario scenario, BiConsumer<String, String> journal) {
            return new HpaScaler(api, scenario.scaled(), Rules.defaults());
        }
    }

    /** Its rule every 15 s, by fresh signals, with a target that somebody has tuned. */
    record K8sCpu(int targetPercent) implements ScalerKind {
        @Override
        public String text() {
            return "K8s-CPU@" + targetPercent;
        }

        @Override
        public Scaler on(ApiServer api, Scenario scenario, BiConsumer<String, String> journal) {
            return new HpaScaler(api, scenario.scaled(), Rules.tuned(targetPercent));
        }
    }

    /** Its rule every second, by fresh signals, with a target that somebody has tuned. */
    record K8sCpuFast(int targetPercent) implements ScalerKind {
        @Override
        public String text() {
            return "K8s-CPU-Fast@" + targetPercent;
        }

        @Override
        public Scaler on(ApiServer api, Scenario scenario, BiConsumer<String, String> journal) {
            return new HpaScaler(api, scenario.scaled(), Rules.tunedFast(targetPercent));
        }
    }

    /** A rule on concurrency. */
    record Concurrency() implements ScalerKind {
        @Override
        public String text() {
            return "Concurrency";
        }

        @Override
        public Scaler on(ApiServer api, Scenario scenario, BiConsumer<String, String> journal) {
            return new ConcurrencyScaler(api, scenario.scaled());
        }
    }
}
