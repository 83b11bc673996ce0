// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of the service map is kept and shown.
 *
 * @param historySize memory for the views of the last hour; a smaller one makes the hour coarser, not shorter
 * @param maxMeters   edges with meters of their own, the busiest; all others are added up in one
 */
@ConfigurationProperties("kernscale.map.view")
public record MapViewProperties(
        @DefaultValue("32MB") DataSize historySize,
        @DefaultValue("200") int maxMeters) {

    public MapViewProperties {
        Require.atLeast(historySize.toBytes(), 1, "kernscale.map.view.history-size");
        Require.atLeast(maxMeters, 0, "kernscale.map.view.max-meters");
    }
}
