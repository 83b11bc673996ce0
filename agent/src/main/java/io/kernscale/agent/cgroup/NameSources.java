// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sources of pod names that this node has, best first: what the one does not know, the next is asked. */
final class NameSources implements PodNames {
    private final List<PodNames> sources;

    NameSources(List<PodNames> sources) {
        this.sources = List.copyOf(sources);
    }

    /** The API server where one is configured, then the names of the kubelet's log directories where they exist. */
    static PodNames open(NodeSettings settings) {
        Path logs = settings.hostRoot().resolve("var/log/pods");
        Optional<PodNames> api = settings.apiServer().map(server -> ApiPodNames.start(server, settings.node()));
        Optional<PodNames> directories =
                Files.isDirectory(logs) ? Optional.of(new LogPodNames(logs)) : Optional.empty();
        return new NameSources(
                Stream.of(api, directories).flatMap(Optional::stream).toList());
    }

    @Override
    public Optional<PodName> of(String cgroupUid) {
        for (PodNames source : sources) {
            Optional<PodName> name = source.of(cgroupUid);
            if (name.isPresent()) {
                return name;
            }
        }
        return Optional.empty();
    }

    /** That of the best source. */
    @Override
    public NamesStatus status() {
        return sources.isEmpty()
                ? new NamesStatus("none", 0, -1, "")
                : sources.getFirst().status();
    }

    @Override
    public void close() {
        sources.forEach(PodNames::close);
    }
}
