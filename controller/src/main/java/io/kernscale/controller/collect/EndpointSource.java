// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import java.util.List;

/** Knows where the agents are. */
@FunctionalInterface
public interface EndpointSource {

    /** The agents to ask, one a node. */
    List<AgentEndpoint> endpoints();
}
