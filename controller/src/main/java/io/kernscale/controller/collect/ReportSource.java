// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;

/** Asks agents for their reports. */
public interface ReportSource {

    /** Asks all of them at once; returns one result for each, in the same order, within the timeout of a single one. */
    List<PollResult> poll(List<AgentEndpoint> agents);
}
