// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.testkit.api.Json;
import io.kernscale.testkit.api.KubernetesApi;
import java.util.Comparator;
import java.util.List;

/** What the controllers ask of pods and of other objects with owners. */
public final class Pods {
    /** Who goes first when replicas become fewer: the unready, then the youngest. */
    static final Comparator<JsonObject> FIRST_TO_GO = Comparator.comparing(Pods::isReady)
            .thenComparing(Comparator.comparing((JsonObject pod) -> Json.text(pod, "metadata", "creationTimestamp"))
                    .reversed())
            .thenComparing(pod -> Json.text(pod, "metadata", "name"));

    private Pods() {}

    public static boolean isReady(JsonObject pod) {
        return Json.objects(pod, "status", "conditions").stream()
                .anyMatch(condition -> Json.text(condition, "type").equals("Ready")
                        && Json.text(condition, "status").equals("True"));
    }

    public static boolean isEnding(JsonObject object) {
        return Json.at(object, "metadata", "deletionTimestamp") != null;
    }

    /** Where those pods with a label {@code app} listen that are ready and not about to end. */
    public static List<String> readyAddresses(KubernetesApi api, String app) {
        return api.list("v1", "pods").stream()
                .filter(pod -> Json.text(pod, "metadata", "labels", "app").equals(app))
                .filter(pod -> isReady(pod) && !isEnding(pod))
                .map(pod -> Json.text(pod, "status", "podIP"))
                .toList();
    }

    static boolean isActive(JsonObject pod) {
        String phase = Json.text(pod, "status", "phase");
        return !isEnding(pod) && !phase.equals("Failed") && !phase.equals("Succeeded");
    }

    static List<JsonObject> activeOf(KubernetesApi api, JsonObject owner) {
        return owned(api.list("v1", "pods"), owner).stream()
                .filter(Pods::isActive)
                .toList();
    }

    static List<JsonObject> owned(List<JsonObject> objects, JsonObject owner) {
        String uid = Json.text(owner, "metadata", "uid");
        return objects.stream()
                .filter(object -> Json.objects(object, "metadata", "ownerReferences").stream()
                        .anyMatch(reference -> Json.text(reference, "uid").equals(uid)))
                .toList();
    }

    /** A pod as the template of {@code owner} describes it, without a name. */
    static JsonObject fromTemplate(JsonObject owner) {
        var pod = new JsonObject();
        pod.addProperty("apiVersion", "v1");
        pod.addProperty("kind", "Pod");
        JsonObject template = Json.ensure(owner.deepCopy(), "spec", "template");
        pod.add("metadata", Json.ensure(template, "metadata"));
        pod.add("spec", Json.ensure(template, "spec"));
        own(pod, owner);
        return pod;
    }

    /** Makes {@code owner} the controller of {@code object}, in the same namespace. */
    static void own(JsonObject object, JsonObject owner) {
        var reference = new JsonObject();
        reference.addProperty("apiVersion", Json.text(owner, "apiVersion"));
        reference.addProperty("kind", Json.text(owner, "kind"));
        reference.addProperty("name", Json.text(owner, "metadata", "name"));
        reference.addProperty("uid", Json.text(owner, "metadata", "uid"));
        reference.addProperty("controller", true);
        reference.addProperty("blockOwnerDeletion", true);
        var references = new JsonArray();
        references.add(reference);
        JsonObject metadata = Json.ensure(object, "metadata");
        metadata.add("ownerReferences", references);
        metadata.addProperty("namespace", Json.text(owner, "metadata", "namespace"));
    }
}
