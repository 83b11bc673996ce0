// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The cluster's objects for those who live in the same process: the kit's controllers, its kubelet, and tests. The
 * same rules as over HTTP. Thread-safe; objects that it returns are not to be changed.
 */
public final class KubernetesApi {
    private static final int ATTEMPTS = 20;

    final ObjectStore store = new ObjectStore();
    final ResourceTypes types = new ResourceTypes();
    final ResourceApi resources;

    KubernetesApi(InstantSource clock) {
        resources = new ResourceApi(store, types, clock);
        for (String name : new String[] {"default", "kube-system", "kube-node-lease"}) {
            createNamespace(name);
        }
    }

    private void createNamespace(String name) {
        var namespace = new JsonObject();
        namespace.addProperty("apiVersion", "v1");
        namespace.addProperty("kind", "Namespace");
        Json.metadata(namespace).addProperty("name", name);
        create(namespace);
    }

    /** Creates an object, and its namespace where that is missing. */
    public JsonObject create(JsonObject object) {
        ResourceType type = types.of(object);
        String namespace = type.has(ResourceType.Trait.NAMESPACED) ? namespaceOf(object) : "";
        if (!namespace.isEmpty() && find("v1", "namespaces", "", namespace).isEmpty()) {
            createNamespace(namespace);
        }
        return resources.create(new ResourcePath(type, namespace, "", ""), object, false);
    }

    /** Creates the object of a JSON or YAML text. */
    public JsonObject create(String text) {
        return create(Json.parseYaml(text));
    }

    private static String namespaceOf(JsonObject object) {
        String namespace = Json.text(object, "metadata", "namespace");
        return namespace.isEmpty() ? "default" : namespace;
    }

    /**
     * @param apiVersion as objects carry it: {@code v1}, {@code apps/v1}
     * @param namespace  empty for a cluster-wide object
     */
    public Optional<JsonObject> find(String apiVersion, String plural, String namespace, String name) {
        return Optional.ofNullable(store.find(type(apiVersion, plural), new ObjectKey(namespace, name)));
    }

    public List<JsonObject> list(String apiVersion, String plural) {
        return store.list(type(apiVersion, plural)).objects();
    }

    /** Changes an object, anew when somebody else was quicker; does nothing when it no longer exists. */
    public void change(JsonObject object, UnaryOperator<JsonObject> edit) {
        write(object, "", edit);
    }

    /** As {@link #change}, for the status alone. */
    public void changeStatus(JsonObject object, UnaryOperator<JsonObject> edit) {
        write(object, "status", edit);
    }

    private void write(JsonObject object, String subresource, UnaryOperator<JsonObject> edit) {
        ResourceType type = types.of(object);
        ObjectKey key = ObjectKey.of(object);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            JsonObject current = store.find(type, key);
            if (current == null) {
                return;
            }
            try {
                var path = new ResourcePath(type, key.namespace(), key.name(), subresource);
                resources.update(path, edit.apply(current.deepCopy()), false);
                return;
            } catch (ApiFailure e) {
                if (e.code() != 409 && e.code() != 404) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("an object changed " + ATTEMPTS + " times while it was to be written: " + key);
    }

    /** Deletes as a user does: a pod on a living node ends when its kubelet says so. Nothing happens when it is gone. */
    public void delete(JsonObject object) {
        delete(object, new JsonObject());
    }

    /** Deletes without waiting: what a kubelet does when the pod's processes are gone. */
    public void deleteNow(JsonObject object) {
        var options = new JsonObject();
        options.addProperty("gracePeriodSeconds", 0);
        delete(object, options);
    }

    private void delete(JsonObject object, JsonObject options) {
        ObjectKey key = ObjectKey.of(object);
        try {
            resources.delete(new ResourcePath(types.of(object), key.namespace(), key.name(), ""), options, false);
        } catch (ApiFailure e) {
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    public long revision() {
        return store.revision();
    }

    /** The changes after a revision, waiting for the first at most {@code patience}; may be empty. */
    public List<Change> awaitChanges(long afterRevision, Duration patience) throws InterruptedException {
        return store.awaitAfter(afterRevision, patience);
    }

    private ResourceType type(String apiVersion, String plural) {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return types.find(group, apiVersion.substring(slash + 1), plural)
                .orElseThrow(() -> new IllegalArgumentException("no such type: " + apiVersion + " " + plural));
    }
}
