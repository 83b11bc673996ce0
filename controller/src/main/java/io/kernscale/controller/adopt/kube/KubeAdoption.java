// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.adopt.Adoption;
import io.kernscale.controller.adopt.Comparison;
import io.kernscale.controller.adopt.Step;
import io.kernscale.controller.adopt.Step.Outcome;
import io.kernscale.controller.collect.kube.Json;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.collect.kube.KubeOwners;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The steps at the API server. At no moment does a HorizontalPodAutoscaler stand beside an Auto KernelAutoscaler. */
public final class KubeAdoption implements Adoption {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final KubeHttp http;
    private final Patience patience;
    private final Supplier<Instant> now;
    private @Nullable String knownVersion;

    public KubeAdoption(KubeHttp http, Patience patience, Supplier<Instant> now) {
        this.http = http;
        this.patience = patience;
        this.now = now;
    }

    @Override
    public List<Step> plan(Scope scope) {
        return each(hpas(scope), hpa -> adoptable(hpa, this::planned));
    }

    @Override
    public List<Step> adopt(Scope scope) {
        return each(hpas(scope), hpa -> adoptable(hpa, this::create));
    }

    private interface OnHpa {
        Step of(JsonObject hpa) throws KubeException;
    }

    private Step adoptable(JsonObject hpa, OnHpa then) {
        try {
            return KubeOwners.scaledObject(hpa).isPresent()
                    ? step(
                            hpa,
                            Outcome.SKIPPED,
                            "it belongs to a ScaledObject of KEDA, which would make it anew; not adopted")
                    : then.of(hpa);
        } catch (KubeException e) {
            return step(hpa, Outcome.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Step planned(JsonObject hpa) throws KubeException {
        return find(kas(hpa)) == null
                ? step(hpa, Outcome.PLANNED, "a KernelAutoscaler in DryRun would be written beside it")
                : step(hpa, Outcome.SKIPPED, "a KernelAutoscaler of that name is there already");
    }

    private Step create(JsonObject hpa) throws KubeException {
        if (find(kas(hpa)) != null) {
            return step(hpa, Outcome.SKIPPED, "a KernelAutoscaler of that name is there already; it is left as it is");
        }
        try {
            http.post(kasList(namespace(hpa)), Manifests.kernelAutoscaler(hpa));
            return step(
                    hpa, Outcome.ADOPTED, "KernelAutoscaler written, in DryRun; the HorizontalPodAutoscaler goes on");
        } catch (KubeException e) {
            if (e.status() == CONFLICT) {
                return step(hpa, Outcome.SKIPPED, "a KernelAutoscaler of that name has just come");
            }
            throw e;
        }
    }

    @Override
    public List<Step> takeOver(Scope scope) {
        return each(kernelAutoscalers(scope), this::takeOver);
    }

    private Step takeOver(JsonObject object) {
        try {
            JsonObject hpa = find(hpa(object));
            if (hpa == null) {
                return step(
                        object, Outcome.SKIPPED, "there is no HorizontalPodAutoscaler of that name to take over from");
            }
            if (KubeOwners.scaledObject(hpa).isPresent()) {
                return step(
                        object,
                        Outcome.SKIPPED,
                        "the HorizontalPodAutoscaler belongs to a ScaledObject; delete that first");
            }
            if (!patience.until(() -> hasDecided(find(kas(object))))) {
                return step(
                        object,
                        Outcome.FAILED,
                        "the controller has not decided on it yet; nothing was changed. Is it running?");
            }
            return exchange(object, hpa);
        } catch (KubeException e) {
            return step(object, Outcome.FAILED, e.getMessage() + "; nothing was changed");
        }
    }

    private static boolean hasDecided(@Nullable JsonObject object) {
        return object != null
                && isSeen(object)
                && !Json.text("", object, "status", "lastDecisionTime").isEmpty();
    }

    /** Whether the controller speaks of this very spec. */
    private static boolean isSeen(JsonObject object) {
        return Json.text("", object, "status", "observedGeneration")
                .equals(Json.text("", object, "metadata", "generation"));
    }

    /** The order is what matters: keep, delete, wait until it is gone, and only then let the other write. */
    private Step exchange(JsonObject object, JsonObject hpa) throws KubeException {
        JsonObject kept = new JsonObject();
        kept.add("annotations", Manifests.annotation(hpa));
        JsonObject patch = new JsonObject();
        patch.add("metadata", kept);
        http.mergePatch(kas(object), patch);
        http.delete(hpa(object), preconditions(hpa));
        if (!patience.until(() -> find(hpa(object)) == null)) {
            return step(
                    object,
                    Outcome.FAILED,
                    "the HorizontalPodAutoscaler is being deleted, but is still there; mode stays DryRun."
                            + " Set it to Auto once it is gone, or run --undo");
        }
        try {
            setMode(object, "Auto");
            return step(object, Outcome.TAKEN_OVER, "the HorizontalPodAutoscaler is gone, mode is Auto");
        } catch (KubeException e) {
            return restoreAfter(object, e);
        }
    }

    private Step restoreAfter(JsonObject object, KubeException cause) throws KubeException {
        JsonObject current = find(kas(object));
        JsonObject hpa = current == null ? null : Manifests.hpa(current);
        if (hpa == null) {
            return step(object, Outcome.FAILED, cause.getMessage() + "; nobody scales the workload now: run again");
        }
        http.post(hpaList(namespace(object)), hpa);
        return step(
                object,
                Outcome.FAILED,
                cause.getMessage() + "; the HorizontalPodAutoscaler was written anew and goes on");
    }

    /** In the version that the server has now: it may have been upgraded since, and v2beta2 be gone. */
    private void writeAnew(JsonObject object, JsonObject hpa) throws KubeException {
        hpa.addProperty("apiVersion", "autoscaling/" + version());
        http.post(hpaList(namespace(object)), hpa);
    }

    private static JsonObject preconditions(JsonObject hpa) {
        JsonObject preconditions = new JsonObject();
        preconditions.addProperty("uid", Json.text("", hpa, "metadata", "uid"));
        preconditions.addProperty("resourceVersion", Json.text("", hpa, "metadata", "resourceVersion"));
        JsonObject options = new JsonObject();
        options.addProperty("apiVersion", "v1");
        options.addProperty("kind", "DeleteOptions");
        options.add("preconditions", preconditions);
        return options;
    }

    private void setMode(JsonObject object, String mode) throws KubeException {
        JsonObject spec = new JsonObject();
        spec.addProperty("mode", mode);
        JsonObject patch = new JsonObject();
        patch.add("spec", spec);
        http.mergePatch(kas(object), patch);
    }

    @Override
    public List<Step> undo(Scope scope) {
        return each(kernelAutoscalers(scope), this::undo);
    }

    private Step undo(JsonObject object) {
        JsonObject hpa = Manifests.hpa(object);
        if (hpa == null) {
            return step(object, Outcome.SKIPPED, "it was not made from a HorizontalPodAutoscaler; it is left as it is");
        }
        try {
            setMode(object, "DryRun");
            boolean seen = patience.until(() -> {
                JsonObject current = find(kas(object));
                return current != null && isSeen(current);
            });
            if (!seen) { // no controller answers: only an object that is gone is sure not to write
                http.delete(kas(object), new JsonObject());
            }
            if (find(hpa(object)) == null) {
                writeAnew(object, hpa);
            }
            if (seen) {
                http.delete(kas(object), new JsonObject());
            }
            return step(
                    object,
                    Outcome.GIVEN_BACK,
                    "the HorizontalPodAutoscaler scales again; the KernelAutoscaler is gone");
        } catch (KubeException e) {
            return step(object, Outcome.FAILED, e.getMessage() + "; run --undo again: it goes on where it stands");
        }
    }

    @Override
    public List<Comparison> compare(Scope scope) {
        List<JsonObject> hpas = hpas(new Scope(scope.namespace(), List.of()));
        Instant at = now.get();
        return kernelAutoscalers(scope).stream()
                .map(object -> Comparisons.of(object, hpas, at))
                .toList();
    }

    private static List<Step> each(List<JsonObject> objects, Function<JsonObject, Step> step) {
        return objects.stream().map(step).toList();
    }

    private static Step step(JsonObject object, Outcome outcome, String message) {
        return new Step(namespace(object), name(object), outcome, message);
    }

    private static String namespace(JsonObject object) {
        return Json.text("", object, "metadata", "namespace");
    }

    private static String name(JsonObject object) {
        return Json.text("", object, "metadata", "name");
    }

    private static String kasList(String namespace) {
        return "/apis/" + Manifests.API_VERSION + "/namespaces/" + namespace + "/kernelautoscalers";
    }

    private static String kas(JsonObject object) {
        return kasList(namespace(object)) + "/" + name(object);
    }

    private String hpaList(String namespace) throws KubeException {
        return "/apis/autoscaling/" + version() + "/namespaces/" + namespace + "/horizontalpodautoscalers";
    }

    private String hpa(JsonObject object) throws KubeException {
        return hpaList(namespace(object)) + "/" + name(object);
    }

    private @Nullable JsonObject find(String path) throws KubeException {
        try {
            return http.get(path);
        } catch (KubeException e) {
            if (e.status() == NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    /** Elements of a list have no apiVersion of their own. */
    private List<JsonObject> hpas(Scope scope) {
        return listed(() -> {
            String apiVersion = "autoscaling/" + version();
            List<JsonObject> hpas = list("/apis/" + apiVersion + in(scope) + "/horizontalpodautoscalers", scope);
            hpas.forEach(hpa -> hpa.addProperty("apiVersion", apiVersion));
            return hpas;
        });
    }

    private List<JsonObject> kernelAutoscalers(Scope scope) {
        return listed(() -> list("/apis/" + Manifests.API_VERSION + in(scope) + "/kernelautoscalers", scope));
    }

    private static String in(Scope scope) {
        return scope.namespace() == null ? "" : "/namespaces/" + scope.namespace();
    }

    private interface Listing {
        List<JsonObject> list() throws KubeException;
    }

    private static List<JsonObject> listed(Listing listing) {
        try {
            return listing.list();
        } catch (KubeException e) {
            throw new AdoptionException(String.valueOf(e.getMessage()));
        }
    }

    private List<JsonObject> list(String path, Scope scope) throws KubeException {
        return Json.objects(http.get(path), "items").stream()
                .filter(object -> scope.has(name(object)))
                .toList();
    }

    /** {@code v2}, or {@code v2beta2} of servers before 1.23, which is the same under another name. */
    private synchronized String version() throws KubeException {
        if (knownVersion == null) {
            knownVersion = find("/apis/autoscaling/v2") == null ? "v2beta2" : "v2";
        }
        return knownVersion;
    }
}
