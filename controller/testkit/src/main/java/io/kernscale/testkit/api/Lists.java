// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** Lists, in pages where the client asks for it. */
final class Lists {
    private final ObjectStore store;

    Lists(ObjectStore store) {
        this.store = store;
    }

    /** Which objects a list, watch or deletecollection is about. */
    static Predicate<JsonObject> selection(ResourcePath path, ApiRequest request) {
        String namespace = path.namespace();
        Predicate<JsonObject> inNamespace =
                object -> namespace.isEmpty() || namespace.equals(Json.text(object, "metadata", "namespace"));
        return inNamespace
                .and(Selector.labels(request.parameter("labelSelector")))
                .and(Selector.fields(path.type(), request.parameter("fieldSelector")));
    }

    JsonObject list(ResourcePath path, ApiRequest request) {
        ObjectStore.Snapshot snapshot = store.list(path.type());
        String after = continueAfter(request.parameter("continue"));
        List<JsonObject> rest = snapshot.objects().stream()
                .filter(selection(path, request))
                .filter(object -> position(object).compareTo(after) > 0)
                .toList();
        String limit = request.parameter("limit");
        int size = limit.isEmpty() || limit.equals("0") ? rest.size() : Math.min(rest.size(), parsed(limit));
        JsonObject list = document(path.type(), snapshot.revision(), rest.subList(0, size));
        if (size < rest.size()) {
            String last = position(rest.get(size - 1));
            Json.metadata(list)
                    .addProperty(
                            "continue", Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
            Json.metadata(list).addProperty("remainingItemCount", rest.size() - size);
        }
        return list;
    }

    static JsonObject document(ResourceType type, long revision, List<JsonObject> objects) {
        var list = new JsonObject();
        list.addProperty("kind", type.kind() + "List");
        list.addProperty("apiVersion", type.apiVersion());
        Json.metadata(list).addProperty("resourceVersion", Long.toString(revision));
        var items = new JsonArray();
        objects.forEach(object -> items.add(item(type, object)));
        list.add("items", items);
        return list;
    }

    /** Items of built-in types carry neither kind nor version in a list, those of custom ones do: as the real server. */
    private static JsonObject item(ResourceType type, JsonObject object) {
        if (type.has(ResourceType.Trait.CUSTOM)) {
            return object;
        }
        var item = new JsonObject();
        object.entrySet().forEach(field -> {
            if (!field.getKey().equals("kind") && !field.getKey().equals("apiVersion")) {
                item.add(field.getKey(), field.getValue());
            }
        });
        return item;
    }

    private static String position(JsonObject object) {
        ObjectKey key = ObjectKey.of(object);
        return key.namespace() + "\0" + key.name();
    }

    private static String continueAfter(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest("continue key is not valid: " + token);
        }
    }

    private static int parsed(String limit) {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("limit must be a number, was: " + limit);
        }
    }
}
