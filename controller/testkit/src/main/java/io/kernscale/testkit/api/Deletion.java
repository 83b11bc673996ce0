// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.InstantSource;

/**
 * How objects go: at once, or after their finalizers, or, a pod on a node that has registered, when the kubelet has
 * stopped it. What they owned goes after them. Callers hold the store's lock.
 */
final class Deletion {
    private static final long DEFAULT_GRACE_SECONDS = 30;

    private final ObjectStore store;
    private final ResourceTypes types;
    private final InstantSource clock;

    Deletion(ObjectStore store, ResourceTypes types, InstantSource clock) {
        this.store = store;
        this.types = types;
        this.clock = clock;
    }

    void checkPreconditions(ResourceType type, JsonObject current, JsonObject options) {
        for (String field : new String[] {"uid", "resourceVersion"}) {
            String wanted = Json.text(options, "preconditions", field);
            if (!wanted.isEmpty() && !wanted.equals(Json.text(current, "metadata", field))) {
                throw ApiFailure.conflict(type, Json.text(current, "metadata", "name"));
            }
        }
    }

    JsonObject delete(ResourceType type, JsonObject current, JsonObject options) {
        long graceSeconds = graceSeconds(type, current, options);
        if (graceSeconds == 0 && !hasFinalizers(current)) {
            return removeWithOwned(type, current, Json.text(options, "propagationPolicy"));
        }
        if (Json.at(current, "metadata", "deletionTimestamp") != null && graceSeconds > 0) {
            return current;
        }
        JsonObject ending = current.deepCopy();
        JsonObject metadata = Json.metadata(ending);
        metadata.addProperty("deletionTimestamp", Json.timestamp(clock.instant().plusSeconds(graceSeconds)));
        metadata.addProperty("deletionGracePeriodSeconds", graceSeconds);
        return store.put(type, ending);
    }

    private long graceSeconds(ResourceType type, JsonObject pod, JsonObject options) {
        String node = Json.text(pod, "spec", "nodeName");
        if (!type.id().equals("pods") || node.isEmpty()) {
            return 0;
        }
        ResourceType nodes = types.find("", "v1", "nodes").orElseThrow();
        if (store.find(nodes, new ObjectKey("", node)) == null) {
            return 0; // nobody would ever confirm the end
        }
        long own = Json.number(pod, DEFAULT_GRACE_SECONDS, "spec", "terminationGracePeriodSeconds");
        return Json.number(options, own, "gracePeriodSeconds");
    }

    /** Whether an update took away the last thing that kept a deleted object. */
    boolean isFinished(ResourceType type, JsonObject object) {
        return Json.at(object, "metadata", "deletionTimestamp") != null
                && !hasFinalizers(object)
                && (!type.id().equals("pods") || Json.number(object, 0, "metadata", "deletionGracePeriodSeconds") == 0);
    }

    JsonObject remove(ResourceType type, JsonObject object) {
        return removeWithOwned(type, object, "");
    }

    private JsonObject removeWithOwned(ResourceType type, JsonObject object, String propagationPolicy) {
        if (type.id().equals(ResourceTypes.CRD_ID)) {
            removeAllOf(object);
        }
        JsonObject last = store.remove(type, object);
        if (!propagationPolicy.equals("Orphan")) {
            String uid = Json.text(object, "metadata", "uid");
            types.all()
                    .forEach(owned -> store.list(owned).objects().stream()
                            .filter(candidate -> isOwnedOnlyBy(uid, candidate))
                            .forEach(candidate -> delete(owned, candidate, new JsonObject())));
        }
        return last;
    }

    private void removeAllOf(JsonObject crd) {
        String id = Json.text(crd, "metadata", "name");
        for (ResourceType type : types.all()) {
            if (type.id().equals(id)) {
                store.list(type).objects().forEach(object -> store.remove(type, object));
            }
        }
        types.undefine(crd);
    }

    private static boolean isOwnedOnlyBy(String uid, JsonObject object) {
        var owners = Json.objects(object, "metadata", "ownerReferences");
        return !owners.isEmpty()
                && owners.stream().allMatch(owner -> Json.text(owner, "uid").equals(uid));
    }

    private static boolean hasFinalizers(JsonObject object) {
        return Json.at(object, "metadata", "finalizers") instanceof JsonArray finalizers && !finalizers.isEmpty();
    }
}
