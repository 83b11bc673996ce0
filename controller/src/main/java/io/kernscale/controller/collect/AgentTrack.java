// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one agent between two polls.
 *
 * @param base  what the next report is compared with; null before the first
 * @param rates the latest rates; null while there are none
 */
public record AgentTrack(
        @Nullable BaseReport base, @Nullable NodeRates rates) {

    /** Of an agent never heard of. */
    public static final AgentTrack NONE = new AgentTrack(null, null);
}
