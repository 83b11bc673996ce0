// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a request's path names.
 *
 * @param namespace   empty for all namespaces, or a cluster-wide type
 * @param name        empty for the collection
 * @param subresource empty for the object itself
 */
record ResourcePath(ResourceType type, String namespace, String name, String subresource) {

    static Optional<ResourcePath> parse(String path, ResourceTypes types) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        if (parts.size() >= 3 && parts.getFirst().equals("api")) {
            return resource("", parts.get(1), parts.subList(2, parts.size()), types);
        }
        if (parts.size() >= 4 && parts.getFirst().equals("apis")) {
            return resource(parts.get(1), parts.get(2), parts.subList(3, parts.size()), types);
        }
        return Optional.empty();
    }

    private static Optional<ResourcePath> resource(
            String group, String version, List<String> rest, ResourceTypes types) {
        boolean namespaced = rest.size() >= 3
                && rest.getFirst().equals("namespaces")
                && !(group.isEmpty()
                        && (rest.get(2).equals("status") || rest.get(2).equals("finalize")));
        List<String> tail = namespaced ? rest.subList(2, rest.size()) : rest;
        if (tail.size() > 3) {
            return Optional.empty();
        }
        String namespace = namespaced ? rest.get(1) : "";
        return types.find(group, version, tail.getFirst())
                .filter(type -> !namespaced || type.has(ResourceType.Trait.NAMESPACED))
                .map(type -> new ResourcePath(
                        type, namespace, tail.size() > 1 ? tail.get(1) : "", tail.size() > 2 ? tail.get(2) : ""));
    }

    ObjectKey key() {
        return new ObjectKey(namespace, name);
    }
}
