// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Where one agent answers.
 *
 * @param node the node that it runs on, as the API server (or the fixed list) names it
 * @param url  base URL, {@code http://10.0.3.7:5000}
 */
public record AgentEndpoint(String node, URI url) {

    public AgentEndpoint {
        requireNonNull(node, "node");
        requireNonNull(url, "url");
    }

    @Override
    public String toString() {
        return node + " at " + url;
    }
}
