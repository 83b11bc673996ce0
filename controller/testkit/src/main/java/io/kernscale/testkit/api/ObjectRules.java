// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import static io.kernscale.testkit.api.ResourceType.Trait.CUSTOM;
import static io.kernscale.testkit.api.ResourceType.Trait.GENERATION;
import static io.kernscale.testkit.api.ResourceType.Trait.NAMESPACED;
import static io.kernscale.testkit.api.ResourceType.Trait.STATUS;
import static io.kernscale.testkit.api.ResourceType.Trait.UNCONDITIONAL_UPDATE;

import com.google.gson.JsonObject;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/** What the server checks and fills in before it stores an object. */
final class ObjectRules {
    private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    /** Fields of metadata that only the server writes. */
    private static final String[] SERVER_OWNED = {
        "name", "namespace", "uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds"
    };

    private final ObjectStore store;
    private final ResourceTypes types;
    private final InstantSource clock;
    private final Random random = new Random();

    ObjectRules(ObjectStore store, ResourceTypes types, InstantSource clock) {
        this.store = store;
        this.types = types;
        this.clock = clock;
    }

    JsonObject prepareNew(ResourcePath path, JsonObject body) {
        ResourceType type = path.type();
        JsonObject object = body.deepCopy();
        checkKind(type, object);
        JsonObject metadata = Json.metadata(object);
        setName(type, metadata);
        setNamespace(path, metadata);
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            throw new ApiFailure(500, "InternalError", "resourceVersion should not be set on objects to be created");
        }
        metadata.addProperty("uid", UUID.randomUUID().toString());
        metadata.addProperty("creationTimestamp", Json.timestamp(clock.instant()));
        metadata.remove("managedFields");
        if (type.has(GENERATION)) {
            metadata.addProperty("generation", 1);
        }
        if (type.has(STATUS)) {
            object.remove("status");
        }
        Defaults.apply(type, object, clock.instant());
        Validation.check(type, object);
        return object;
    }

    private static void checkKind(ResourceType type, JsonObject object) {
        String kind = Json.text(object, "kind");
        String apiVersion = Json.text(object, "apiVersion");
        if (!kind.isEmpty() && !kind.equals(type.kind())) {
            throw ApiFailure.badRequest("the object provided is a " + kind + ", this path takes a " + type.kind());
        }
        if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
            throw ApiFailure.badRequest("the API version in the data (" + apiVersion
                    + ") does not match the expected API version (" + type.apiVersion() + ")");
        }
        // the official client leaves both out for some types, as the real server allows for built-in ones
        object.addProperty("kind", type.kind());
        object.addProperty("apiVersion", type.apiVersion());
    }

    private void setName(ResourceType type, JsonObject metadata) {
        if (!Json.text(metadata, "name").isEmpty()) {
            return;
        }
        String prefix = Json.text(metadata, "generateName");
        if (prefix.isEmpty()) {
            throw ApiFailure.invalid(type, "", "metadata.name: Required value: name or generateName is required");
        }
        metadata.addProperty("name", prefix + suffix());
    }

    private String suffix() {
        var letters = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            letters.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
        }
        return letters.toString();
    }

    private void setNamespace(ResourcePath path, JsonObject metadata) {
        String given = Json.text(metadata, "namespace");
        if (!path.type().has(NAMESPACED)) {
            metadata.remove("namespace");
            return;
        }
        if (path.namespace().isEmpty() || (!given.isEmpty() && !given.equals(path.namespace()))) {
            throw ApiFailure.badRequest("the namespace of the provided object does not match the namespace sent on "
                    + "the request: \"" + given + "\", \"" + path.namespace() + "\"");
        }
        ResourceType namespaces = types.find("", "v1", "namespaces").orElseThrow();
        if (store.find(namespaces, new ObjectKey("", path.namespace())) == null) {
            throw ApiFailure.notFound(namespaces, path.namespace());
        }
        metadata.addProperty("namespace", path.namespace());
    }

    void checkVersionGiven(ResourcePath path, JsonObject body) {
        ResourceType type = path.type();
        boolean isMain = path.subresource().isEmpty();
        String bodyName = Json.text(body, "metadata", "name");
        if (isMain && !bodyName.isEmpty() && !bodyName.equals(path.name())) {
            throw ApiFailure.badRequest("the name of the object (" + bodyName + ") does not match the name on the URL ("
                    + path.name() + ")");
        }
        if (!type.has(UNCONDITIONAL_UPDATE)
                && !path.subresource().equals("scale")
                && Json.text(body, "metadata", "resourceVersion").isEmpty()) {
            throw ApiFailure.invalid(
                    type, path.name(), "metadata.resourceVersion: Invalid value: 0: must be specified for an update");
        }
    }

    JsonObject prepareUpdate(ResourcePath path, JsonObject current, JsonObject candidate) {
        ResourceType type = path.type();
        JsonObject object = candidate.deepCopy();
        checkKind(type, object);
        JsonObject metadata = Json.metadata(object);
        String expected = Json.text(metadata, "resourceVersion");
        if (!expected.isEmpty() && !expected.equals(Json.text(current, "metadata", "resourceVersion"))) {
            throw ApiFailure.conflict(type, path.name());
        }
        for (String field : SERVER_OWNED) {
            Json.put(metadata, field, Json.at(current, "metadata", field));
        }
        Json.put(metadata, "resourceVersion", Json.at(current, "metadata", "resourceVersion"));
        metadata.remove("managedFields");
        Defaults.apply(type, object, clock.instant());
        Validation.check(type, object);
        if (type.has(GENERATION) && !desired(type, object).equals(desired(type, current))) {
            metadata.addProperty("generation", Json.number(current, 0, "metadata", "generation") + 1);
        }
        return object;
    }

    /** The part of an object whose change makes another generation. */
    private static Object desired(ResourceType type, JsonObject object) {
        if (!type.has(CUSTOM)) {
            return Objects.requireNonNullElseGet(object.get("spec"), JsonObject::new);
        }
        JsonObject rest = object.deepCopy();
        rest.remove("metadata");
        if (type.has(STATUS)) {
            rest.remove("status");
        }
        return rest;
    }
}
