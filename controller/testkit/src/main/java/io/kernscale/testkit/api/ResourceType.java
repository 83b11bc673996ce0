// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of object that the server stores.
 *
 * @param group      API group, empty for the core
 * @param version    served version
 * @param plural     name in paths
 * @param kind       name in objects
 * @param traits     how it behaves
 * @param scale      where its scale subresource finds its numbers; null when it has none
 * @param schema     OpenAPI schema of a custom resource; null where objects are taken as they are
 * @param shortNames as {@code kubectl} knows them
 */
public record ResourceType(
        String group,
        String version,
        String plural,
        String kind,
        Set<Trait> traits,
        @Nullable ScalePaths scale,
        @Nullable JsonObject schema,
        List<String> shortNames) {

    /** How a type differs from a plain cluster-wide one. */
    public enum Trait {
        NAMESPACED,
        /** Status is written only through its subresource. */
        STATUS,
        /** {@code metadata.generation} counts changes of the desired state. */
        GENERATION,
        /** A PUT may leave the resource version out. */
        UNCONDITIONAL_UPDATE,
        /** Comes from a CustomResourceDefinition. */
        CUSTOM
    }

    public ResourceType {
        traits = Set.copyOf(traits);
        shortNames = List.copyOf(shortNames);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** Name across versions. Examples: {@code pods}, {@code deployments.apps}. */
    public String id() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
