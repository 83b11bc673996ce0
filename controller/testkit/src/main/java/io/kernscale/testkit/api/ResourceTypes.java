// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import static io.kernscale.testkit.api.ResourceType.Trait.CUSTOM;
import static io.kernscale.testkit.api.ResourceType.Trait.GENERATION;
import static io.kernscale.testkit.api.ResourceType.Trait.NAMESPACED;
import static io.kernscale.testkit.api.ResourceType.Trait.STATUS;
import static io.kernscale.testkit.api.ResourceType.Trait.UNCONDITIONAL_UPDATE;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The types that the server knows: built-in ones, and those that CustomResourceDefinitions add. Thread-safe. */
public final class ResourceTypes {
    static final String CRD_ID = "customresourcedefinitions.apiextensions.k8s.io";

    private final CopyOnWriteArrayList<ResourceType> types = new CopyOnWriteArrayList<>(List.of(
            core("pods", "Pod", List.of("po"), NAMESPACED, STATUS, UNCONDITIONAL_UPDATE),
            core("nodes", "Node", List.of("no"), STATUS, UNCONDITIONAL_UPDATE),
            core("namespaces", "Namespace", List.of("ns"), STATUS, UNCONDITIONAL_UPDATE),
            core("services", "Service", List.of("svc"), NAMESPACED, STATUS, UNCONDITIONAL_UPDATE),
            core("configmaps", "ConfigMap", List.of("cm"), NAMESPACED, UNCONDITIONAL_UPDATE),
            core("events", "Event", List.of("ev"), NAMESPACED, UNCONDITIONAL_UPDATE),
            workload("deployments", "Deployment", "deploy"),
            workload("replicasets", "ReplicaSet", "rs"),
            workload("statefulsets", "StatefulSet", "sts"),
            plain("apps", "daemonsets", "DaemonSet", NAMESPACED, STATUS, GENERATION, UNCONDITIONAL_UPDATE),
            plain("events.k8s.io", "events", "Event", NAMESPACED, UNCONDITIONAL_UPDATE),
            autoscaler("v1"), // two views of the same objects
            autoscaler("v2"),
            plain("coordination.k8s.io", "leases", "Lease", NAMESPACED),
            core("serviceaccounts", "ServiceAccount", List.of("sa"), NAMESPACED, UNCONDITIONAL_UPDATE),
            plain("rbac.authorization.k8s.io", "clusterroles", "ClusterRole", UNCONDITIONAL_UPDATE),
            plain("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding", UNCONDITIONAL_UPDATE),
            plain("rbac.authorization.k8s.io", "roles", "Role", NAMESPACED, UNCONDITIONAL_UPDATE),
            plain("rbac.authorization.k8s.io", "rolebindings", "RoleBinding", NAMESPACED, UNCONDITIONAL_UPDATE),
            plain("networking.k8s.io", "networkpolicies", "NetworkPolicy", NAMESPACED, GENERATION),
            plain("apiregistration.k8s.io", "apiservices", "APIService", STATUS, UNCONDITIONAL_UPDATE),
            plain("policy", "poddisruptionbudgets", "PodDisruptionBudget", NAMESPACED, STATUS, GENERATION),
            plain(
                    "apiextensions.k8s.io",
                    "customresourcedefinitions",
                    "CustomResourceDefinition",
                    STATUS,
                    GENERATION)));

    private static ResourceType core(
            String plural, String kind, List<String> shortNames, ResourceType.Trait first, ResourceType.Trait... more) {
        return new ResourceType("", "v1", plural, kind, EnumSet.of(first, more), null, null, shortNames);
    }

    private static ResourceType workload(String plural, String kind, String shortName) {
        var traits = EnumSet.of(NAMESPACED, STATUS, GENERATION, UNCONDITIONAL_UPDATE);
        return new ResourceType("apps", "v1", plural, kind, traits, ScalePaths.WORKLOAD, null, List.of(shortName));
    }

    private static ResourceType autoscaler(String version) {
        return new ResourceType(
                "autoscaling",
                version,
                "horizontalpodautoscalers",
                "HorizontalPodAutoscaler",
                EnumSet.of(NAMESPACED, STATUS),
                null,
                null,
                List.of("hpa"));
    }

    private static ResourceType plain(
            String group, String plural, String kind, ResourceType.Trait first, ResourceType.Trait... more) {
        return new ResourceType(group, "v1", plural, kind, EnumSet.of(first, more), null, null, List.of());
    }

    List<ResourceType> all() {
        return List.copyOf(types);
    }

    Optional<ResourceType> find(String group, String version, String plural) {
        return types.stream()
                .filter(type -> type.group().equals(group)
                        && type.version().equals(version)
                        && type.plural().equals(plural))
                .findFirst();
    }

    /** The type that an object names by its {@code apiVersion} and {@code kind}. */
    ResourceType of(JsonObject object) {
        String apiVersion = Json.text(object, "apiVersion");
        String kind = Json.text(object, "kind");
        return types.stream()
                .filter(type ->
                        type.apiVersion().equals(apiVersion) && type.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> ApiFailure.badRequest(
                        "no matches for kind \"" + kind + "\" in version \"" + apiVersion + "\""));
    }

    /** Serves what a CustomResourceDefinition describes, in place of what it described before. */
    void define(JsonObject crd) {
        undefine(crd);
        for (JsonObject version : Json.objects(crd, "spec", "versions")) {
            if (!Json.text(version, "served").equals("false")) {
                types.add(custom(crd, version));
            }
        }
    }

    void undefine(JsonObject crd) {
        String id = Json.text(crd, "metadata", "name");
        types.removeIf(type -> type.has(CUSTOM) && type.id().equals(id));
    }

    private static ResourceType custom(JsonObject crd, JsonObject version) {
        var traits = EnumSet.of(CUSTOM, GENERATION);
        if (Json.text(crd, "spec", "scope").equals("Namespaced")) {
            traits.add(NAMESPACED);
        }
        if (Json.at(version, "subresources", "status") != null) {
            traits.add(STATUS);
        }
        var shortNames = new ArrayList<String>();
        if (Json.at(crd, "spec", "names", "shortNames") instanceof JsonArray names) {
            names.forEach(name -> shortNames.add(name.getAsString()));
        }
        return new ResourceType(
                Json.text(crd, "spec", "group"),
                Json.text(version, "name"),
                Json.text(crd, "spec", "names", "plural"),
                Json.text(crd, "spec", "names", "kind"),
                traits,
                scalePaths(Json.at(version, "subresources", "scale")),
                Json.at(version, "schema", "openAPIV3Schema") instanceof JsonObject schema ? schema : null,
                shortNames);
    }

    private static @Nullable ScalePaths scalePaths(@Nullable JsonElement scale) {
        if (scale == null) {
            return null;
        }
        return new ScalePaths(
                Json.text(scale, "specReplicasPath"),
                Json.text(scale, "statusReplicasPath"),
                Json.text(scale, "labelSelectorPath"));
    }
}
