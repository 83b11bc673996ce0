// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names that a test sets. */
final class FixedNames implements PodNames {
    private final Map<String, PodName> names = new HashMap<>();

    FixedNames with(String cgroupUid, PodName name) {
        names.put(cgroupUid, name);
        return this;
    }

    @Override
    public Optional<PodName> of(String cgroupUid) {
        return Optional.ofNullable(names.get(cgroupUid));
    }

    @Override
    public NamesStatus status() {
        return new NamesStatus("fixed", names.size(), 0, "");
    }

    @Override
    public void close() {}
}
