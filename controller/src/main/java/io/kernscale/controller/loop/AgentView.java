// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one agent stands.
 *
 * @param node       its node
 * @param url        where it answers
 * @param state      {@code ok}, or the failure of the last poll
 * @param lastError  the sentence to it; the last one ever, also when all is well again; null when there was none
 * @param observedAt of its latest rates; null while there are none
 * @param pods       pods with rates
 */
public record AgentView(
        String node,
        String url,
        String state,
        @Nullable String lastError,
        @Nullable Instant observedAt,
        int pods) {

    /** All is well. */
    public static final String OK = "ok";

    public AgentView {
        requireNonNull(node, "node");
        requireNonNull(url, "url");
        requireNonNull(state, "state");
    }
}
