// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import io.kernscale.wire.NodeReport;
import java.util.List;

/** What came of asking one agent. */
public sealed interface PollResult {

    /** Who was asked. */
    AgentEndpoint endpoint();

    /**
     * A report.
     *
     * @param rejectedRows one sentence for each pod whose row made no sense; the others are in the report
     */
    record Answered(AgentEndpoint endpoint, NodeReport report, List<String> rejectedRows) implements PollResult {
        public Answered {
            requireNonNull(endpoint, "endpoint");
            requireNonNull(report, "report");
            rejectedRows = List.copyOf(rejectedRows);
        }
    }

    /** No report, with a sentence for people. */
    record Failed(AgentEndpoint endpoint, PollFailure failure, String message) implements PollResult {
        public Failed {
            requireNonNull(endpoint, "endpoint");
            requireNonNull(failure, "failure");
            requireNonNull(message, "message");
        }
    }
}
