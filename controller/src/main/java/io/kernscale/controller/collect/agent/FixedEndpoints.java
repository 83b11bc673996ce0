// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.EndpointSource;
import java.net.URI;
import java.util.List;

/** Agents from the configuration: for a demo, or where they are no DaemonSet. */
public final class FixedEndpoints implements EndpointSource {

    private final List<AgentEndpoint> endpoints;

    /**
     * Reads {@code node=http://host:port} entries.
     *
     * @throws IllegalArgumentException for an entry of another form
     */
    public FixedEndpoints(List<String> entries) {
        this.endpoints = entries.stream().map(FixedEndpoints::parse).toList();
    }

    private static AgentEndpoint parse(String entry) {
        int equals = entry.indexOf('=');
        if (equals > 0 && entry.startsWith("http", equals + 1)) {
            return new AgentEndpoint(entry.substring(0, equals), URI.create(entry.substring(equals + 1)));
        }
        throw new IllegalArgumentException(
                "kernscale.agents.fixed must hold entries like node-1=http://10.0.0.7:5000, was: " + entry);
    }

    @Override
    public List<AgentEndpoint> endpoints() {
        return endpoints;
    }
}
