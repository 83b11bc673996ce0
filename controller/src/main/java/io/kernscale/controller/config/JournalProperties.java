// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The journal of decisions.
 *
 * @param entries decisions kept of one autoscaler
 * @param size    bytes kept of all together
 */
@ConfigurationProperties("kernscale.journal")
public record JournalProperties(
        @DefaultValue("64") int entries,
        @DefaultValue("64MB") DataSize size) {

    public JournalProperties {
        Require.atLeast(entries, 1, "kernscale.journal.entries");
        Require.atLeast(size.toBytes(), 1, "kernscale.journal.size");
    }
}
