// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.decide;

import io.kernscale.controller.collect.AutoscalerId;
import java.util.List;

/** Hears of every decision. Called from several threads. */
public interface DecisionLog {

    /** Keeps nothing. */
    DecisionLog NONE = new DecisionLog() {
        @Override
        public void decided(AutoscalerId autoscaler, Inputs in, Decision decision) {}

        @Override
        public void retain(List<AutoscalerId> autoscalers) {}
    };

    /** A decision was made; the inputs are those that it was made from. */
    void decided(AutoscalerId autoscaler, Inputs in, Decision decision);

    /** Others are no more. */
    void retain(List<AutoscalerId> autoscalers);
}
