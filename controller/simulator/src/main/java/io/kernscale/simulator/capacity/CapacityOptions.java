// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.capacity;

import io.kernscale.testkit.demo.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the command line asks for.
 *
 * @param layouts to measure, one after the other
 * @param json    file that takes the figures; empty for none
 */
record CapacityOptions(List<Layout> layouts, Optional<Path> json) {

    private static final int MAX_WORKLOADS = 100_000;
    private static final List<String> USAGE =
            List.of("--workloads N", "--edges N", "--ipv6", "--objectives N", "--json FILE");

    static CapacityOptions parse(String... words) {
        CommandLine line = CommandLine.parse(USAGE, words);
        int edges = line.number("--edges", 0, 0, 100);
        Family family = line.has("--ipv6") ? Family.IPV6 : Family.IPV4;
        int objectives = line.number("--objectives", 0, 0, MAX_WORKLOADS);
        IntStream sizes = line.has("--workloads")
                ? IntStream.of(line.number("--workloads", 0, 1, MAX_WORKLOADS))
                : IntStream.of(100, 1_000, 10_000);
        return new CapacityOptions(
                sizes.mapToObj(workloads -> new Layout(workloads, edges, family, objectives))
                        .toList(),
                line.path("--json"));
    }
}
