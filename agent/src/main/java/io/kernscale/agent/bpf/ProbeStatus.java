// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import io.kernscale.wire.FeatureStatus.Feature;
import io.kernscale.wire.FeatureStatus.Source;
import java.util.List;

/**
 * How one probe fares.
 *
 * @param program     the program's name in the object, {@code on_switch}
 * @param hook        what it is attached to, {@code sched_switch}
 * @param source      how it is attached, {@link Source#NONE} when it is not
 * @param reason      why it is not attached the best way: empty, or one sentence with the next step
 * @param verifierLog the last lines that the verifier said, where it refused the program
 */
public record ProbeStatus(
        Feature feature, String program, String hook, Source source, String reason, List<String> verifierLog) {

    public ProbeStatus {
        verifierLog = List.copyOf(verifierLog);
    }
}
