// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The map of who calls whom.
 *
 * @param names what addresses outside of the cluster are called: {@code address=name}, {@code address/bits=name}, each
 *              also for one port, {@code 10.9.0.7:5432=orders-db}; the longest prefix wins
 */
@ConfigurationProperties("kernscale.map")
public record MapProperties(@DefaultValue List<String> names) {

    public MapProperties {
        names = List.copyOf(names);
        for (String entry : names) {
            if (!entry.matches("[^=]+=.*\\S.*")) {
                throw new IllegalArgumentException(
                        "kernscale.map.names must hold entries like 10.9.0.7:5432=orders-db, was: " + entry);
            }
        }
    }
}
