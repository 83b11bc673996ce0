// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.bpf;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns addresses into mapping and offset, so that the same place in two processes of one program is one place. Reads
 * each process's mappings once; make a new one for each round.
 */
final class Symbolizer {
    private static final int HOTTEST = 10;

    /** Looked at per cgroup: beyond the first hundred addresses the ticks are single ones. */
    private static final int CANDIDATES = 100;

    private record Place(String mapping, long offset) {}

    private final Map<Integer, ProcessMaps> processes = new HashMap<>();

    List<HotAddress> hottest(List<HotSample> samples) {
        Map<Place, Long> places = samples.stream()
                .sorted(comparingLong(HotSample::samples).reversed())
                .limit(CANDIDATES)
                .collect(groupingBy(this::place, summingLong(HotSample::samples)));
        return places.entrySet().stream()
                .map(e -> new HotAddress(e.getKey().mapping(), e.getKey().offset(), "", e.getValue()))
                .sorted(comparingLong(HotAddress::samples).reversed())
                .limit(HOTTEST)
                .toList();
    }

    private Place place(HotSample sample) {
        if (sample.inKernel()) {
            return new Place("[kernel]", sample.ip());
        }
        return processes
                .computeIfAbsent(sample.tgid(), ProcessMaps::of)
                .at(sample.ip())
                .filter(mapping -> mapping.file().startsWith("/"))
                .map(mapping -> new Place(mapping.file(), sample.ip() - mapping.start() + mapping.fileOffset()))
                .orElseGet(() -> new Place("[anon]", sample.ip()));
    }
}
