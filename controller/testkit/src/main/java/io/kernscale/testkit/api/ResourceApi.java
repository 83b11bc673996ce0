// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import static io.kernscale.testkit.api.ResourceType.Trait.NAMESPACED;
import static io.kernscale.testkit.api.ResourceType.Trait.STATUS;

import com.google.gson.JsonObject;
import java.time.InstantSource;

/** The verbs on one object, with the rules of the real server. Each is atomic; what it returns is not to be changed. */
final class ResourceApi {
    private final ObjectStore store;
    private final ResourceTypes types;
    private final ObjectRules rules;
    private final Deletion deletion;

    ResourceApi(ObjectStore store, ResourceTypes types, InstantSource clock) {
        this.store = store;
        this.types = types;
        this.rules = new ObjectRules(store, types, clock);
        this.deletion = new Deletion(store, types, clock);
    }

    JsonObject get(ResourcePath path) {
        JsonObject found = existing(path);
        return switch (path.subresource()) {
            case "", "status" -> found;
            case "scale" -> Scales.view(path.type(), found);
            default -> throw noSubresource(path);
        };
    }

    JsonObject create(ResourcePath path, JsonObject body, boolean isDryRun) {
        synchronized (store) {
            JsonObject object = rules.prepareNew(path, body);
            if (store.find(path.type(), ObjectKey.of(object)) != null) {
                throw ApiFailure.alreadyExists(path.type(), ObjectKey.of(object).name());
            }
            return isDryRun ? object : saved(path.type(), object);
        }
    }

    JsonObject update(ResourcePath path, JsonObject body, boolean isDryRun) {
        synchronized (store) {
            JsonObject current = existing(path);
            rules.checkVersionGiven(path, body);
            return answer(path, write(path, current, candidate(path, current, body), isDryRun));
        }
    }

    JsonObject patch(ResourcePath path, Patch patch, boolean isDryRun) {
        synchronized (store) {
            if (patch.format() == Patch.Format.APPLY && store.find(path.type(), path.key()) == null) {
                return create(path, patch.applyTo(new JsonObject()), isDryRun);
            }
            JsonObject current = existing(path);
            JsonObject view = path.subresource().equals("scale") ? Scales.view(path.type(), current) : current;
            JsonObject body = patch.applyTo(view);
            return answer(path, write(path, current, candidate(path, current, body), isDryRun));
        }
    }

    /** What to store when {@code body} is written to the path: the part that this path may change. */
    private JsonObject candidate(ResourcePath path, JsonObject current, JsonObject body) {
        return switch (path.subresource()) {
            case "" -> {
                JsonObject result = body.deepCopy();
                if (path.type().has(STATUS)) {
                    Json.put(result, "status", current.get("status"));
                }
                yield result;
            }
            case "status" -> {
                if (!path.type().has(STATUS)) {
                    throw noSubresource(path);
                }
                JsonObject result = current.deepCopy();
                Json.put(result, "status", body.get("status"));
                Json.put(Json.metadata(result), "resourceVersion", Json.at(body, "metadata", "resourceVersion"));
                yield result;
            }
            case "scale" -> Scales.write(path.type(), current, body);
            default -> throw noSubresource(path);
        };
    }

    private JsonObject write(ResourcePath path, JsonObject current, JsonObject candidate, boolean isDryRun) {
        JsonObject object = rules.prepareUpdate(path, current, candidate);
        if (object.equals(current)) {
            return current; // the real server writes nothing and tells no watch either
        }
        if (isDryRun) {
            return object;
        }
        if (deletion.isFinished(path.type(), object)) {
            return deletion.remove(path.type(), object);
        }
        return saved(path.type(), object);
    }

    private JsonObject saved(ResourceType type, JsonObject object) {
        if (type.id().equals(ResourceTypes.CRD_ID)) {
            types.define(object);
        }
        return store.put(type, object);
    }

    private JsonObject answer(ResourcePath path, JsonObject object) {
        return path.subresource().equals("scale") ? Scales.view(path.type(), object) : object;
    }

    JsonObject delete(ResourcePath path, JsonObject options, boolean isDryRun) {
        synchronized (store) {
            JsonObject current = existing(path);
            deletion.checkPreconditions(path.type(), current, options);
            return isDryRun ? current : deletion.delete(path.type(), current, options);
        }
    }

    private JsonObject existing(ResourcePath path) {
        JsonObject found = store.find(path.type(), path.key());
        if (found == null || (path.type().has(NAMESPACED) && path.namespace().isEmpty())) {
            throw ApiFailure.notFound(path.type(), path.name());
        }
        return found;
    }

    private static ApiFailure noSubresource(ResourcePath path) {
        return new ApiFailure(
                404, "NotFound", path.type().id() + " has no subresource \"" + path.subresource() + "\" here");
    }
}
