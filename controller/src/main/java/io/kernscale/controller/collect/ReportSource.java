// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;
import java.util.function.Consumer;

/** Asks agents for their reports. */
public interface ReportSource {

    /**
     * Asks all of them and returns once each has answered or failed. A caller that is interrupted returns at once, and
     * hears of nobody any more.
     *
     * @param each hears of one result an agent when it comes, on several threads at a time
     */
    void poll(List<AgentEndpoint> agents, Consumer<PollResult> each);
}
