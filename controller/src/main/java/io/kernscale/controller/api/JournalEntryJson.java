// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.api;

import io.kernscale.controller.journal.Entry;
import io.kernscale.controller.journal.InputsJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One decision as the API tells it; see {@link Entry}.
 *
 * @param inputs all that it depended on; null where they were not asked for
 */
public record JournalEntryJson(
        Instant at,
        String label,
        String rule,
        int replicas,
        int desired,
        @Nullable Integer hpa,
        String reason,
        String message,
        String metrics,
        @Nullable JsonNode inputs) {

    static JournalEntryJson of(Entry entry, @Nullable InputsJson inputs) {
        return new JournalEntryJson(
                entry.at(),
                entry.label(),
                entry.rule(),
                entry.replicas(),
                entry.desired(),
                entry.hpa(),
                entry.reason(),
                entry.message(),
                entry.metrics(),
                inputs == null ? null : inputs.tree(entry.inputs()));
    }
}
