// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The documents by which a client learns what the server has. */
final class Discovery {
    private static final String[] VERBS = {
        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"
    };
    private static final String[] SUBRESOURCE_VERBS = {"get", "patch", "update"};

    private final ResourceTypes types;

    Discovery(ResourceTypes types) {
        this.types = types;
    }

    Optional<JsonObject> document(String path) {
        String[] parts = path.replaceAll("^/|/$", "").split("/", -1);
        return switch (parts[0]) {
            case "version" -> Optional.of(version());
            case "api" -> parts.length == 1 ? Optional.of(coreVersions()) : resources("", parts, 1);
            case "apis" ->
                switch (parts.length) {
                    case 1 -> Optional.of(groups());
                    case 2 -> Optional.ofNullable(groupDocuments().get(parts[1]));
                    default -> resources(parts[1], parts, 2);
                };
            default -> Optional.empty();
        };
    }

    private static JsonObject version() {
        var version = new JsonObject();
        version.addProperty("major", "1");
        version.addProperty("minor", "34");
        version.addProperty("gitVersion", "v1.34.0-kernscale-testkit");
        version.addProperty("gitCommit", "");
        version.addProperty("gitTreeState", "clean");
        version.addProperty("buildDate", "1970-01-01T00:00:00Z");
        version.addProperty("goVersion", "");
        version.addProperty("compiler", "");
        version.addProperty("platform", "linux/amd64");
        return version;
    }

    private static JsonObject coreVersions() {
        JsonObject document = document("APIVersions", "v1");
        document.add("versions", strings("v1"));
        document.add("serverAddressByClientCIDRs", new JsonArray());
        return document;
    }

    private JsonObject groups() {
        JsonObject document = document("APIGroupList", "v1");
        var groups = new JsonArray();
        groupDocuments().values().forEach(groups::add);
        document.add("groups", groups);
        return document;
    }

    private Map<String, JsonObject> groupDocuments() {
        var groups = new LinkedHashMap<String, JsonObject>();
        for (ResourceType type : types.all()) {
            if (!type.group().isEmpty()) {
                groups.computeIfAbsent(type.group(), this::group);
            }
        }
        return groups;
    }

    private JsonObject group(String name) {
        JsonObject document = document("APIGroup", "v1");
        document.addProperty("name", name);
        var names = new TreeSet<String>();
        types.all().stream().filter(type -> type.group().equals(name)).forEach(type -> names.add(type.version()));
        var versions = new JsonArray();
        for (String version : names) {
            var entry = new JsonObject();
            entry.addProperty("groupVersion", name + "/" + version);
            entry.addProperty("version", version);
            versions.add(entry);
        }
        document.add("versions", versions);
        document.add("preferredVersion", versions.get(0).deepCopy());
        return document;
    }

    private Optional<JsonObject> resources(String group, String[] parts, int versionAt) {
        List<ResourceType> served = types.all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(parts[versionAt]))
                .toList();
        if (served.isEmpty() || parts.length != versionAt + 1) {
            return Optional.empty();
        }
        JsonObject document = document("APIResourceList", "v1");
        document.addProperty("groupVersion", served.getFirst().apiVersion());
        var resources = new JsonArray();
        for (ResourceType type : served) {
            resources.add(resource(type));
            if (type.has(ResourceType.Trait.STATUS)) {
                resources.add(subresource(type, "status", type.kind()));
            }
            if (type.scale() != null) {
                JsonObject scale = subresource(type, "scale", "Scale");
                scale.addProperty("group", "autoscaling");
                scale.addProperty("version", "v1");
                resources.add(scale);
            }
        }
        document.add("resources", resources);
        return Optional.of(document);
    }

    private static JsonObject resource(ResourceType type) {
        JsonObject resource = entry(type, type.plural(), type.kind());
        resource.addProperty("singularName", type.kind().toLowerCase(Locale.ROOT));
        resource.add("verbs", strings(VERBS));
        resource.add("shortNames", strings(type.shortNames().toArray(String[]::new)));
        return resource;
    }

    private static JsonObject subresource(ResourceType type, String name, String kind) {
        JsonObject resource = entry(type, type.plural() + "/" + name, kind);
        resource.addProperty("singularName", "");
        resource.add("verbs", strings(SUBRESOURCE_VERBS));
        return resource;
    }

    private static JsonObject entry(ResourceType type, String name, String kind) {
        var resource = new JsonObject();
        resource.addProperty("name", name);
        resource.addProperty("namespaced", type.has(ResourceType.Trait.NAMESPACED));
        resource.addProperty("kind", kind);
        return resource;
    }

    private static JsonObject document(String kind, String apiVersion) {
        var document = new JsonObject();
        document.addProperty("kind", kind);
        document.addProperty("apiVersion", apiVersion);
        return document;
    }

    private static JsonArray strings(String... values) {
        var array = new JsonArray();
        for (String value : values) {
            array.add(value);
        }
        return array;
    }
}
