// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private final Decisions decisions = new Decisions();

    @Test
    void tellsTheNewestScalingBesideTheHpaRuleOfThatMoment() {
        decide("at 1", "stays at 1: the demand fits the replicas", "1");
        assertThat(decisions.scaling()).isEmpty();
        decide("at 2", "from 1 to 5: the demand exceeds what the replicas can run", "2");
        decide("at 3", "stays at 5: the demand fits the replicas", "5");
        assertThat(decisions.scaling()).isEqualTo("scaled from 1 to 5 when the HPA rule asked for 2");
    }

    private void decide(String at, String message, String hpaReplicas) {
        decisions.add(new WorkloadView("calculator", "CpuBound", "", List.of(), "", message, hpaReplicas, at, 1, 1));
    }
}
