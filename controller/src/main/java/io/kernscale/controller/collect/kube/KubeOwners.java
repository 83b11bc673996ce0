// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.OwnerSource;
import io.kernscale.controller.collect.Owners;
import io.kernscale.controller.collect.Owners.Owner;
import io.kernscale.controller.collect.TargetRef;
import io.kubernetes.client.openapi.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HorizontalPodAutoscalers in {@code autoscaling/v1}, which every API server has, kept up to date by an informer; and
 * ScaledObjects of KEDA, from when the cluster has them. Thread-safe.
 */
public final class KubeOwners implements OwnerSource, AutoCloseable {

    private static final String HPA = "HorizontalPodAutoscaler";
    private static final String SCALED_OBJECT = "ScaledObject";
    private static final String HPAS = "horizontalpodautoscalers";
    private static final String SCALED_OBJECTS = "scaledobjects";
    private static final String KEDA = "/apis/keda.sh/v1alpha1";
    private static final int NOT_FOUND = 404;

    /** Rounds of the caller between two looks for KEDA. */
    private static final int ROUNDS_BETWEEN_LOOKS = 30;

    private final ApiClient watches;
    private final KubeHttp http;
    private final ObjectInformer<Optional<Owner>> autoscalers;
    private @Nullable ObjectInformer<Optional<Owner>> scaledObjects;
    private @Nullable String kedaUnknown = "the API server has not been asked yet";
    private int rounds;

    public KubeOwners(ApiClient watches, KubeHttp http) {
        this.watches = watches;
        this.http = http;
        this.autoscalers = new ObjectInformer<>(watches, "autoscaling", "v1", HPAS, KubeOwners::ofHpa);
    }

    /** As last seen. */
    synchronized Owners owners() {
        lookForKeda();
        List<Owner> owners = new ArrayList<>();
        autoscalers.objects().stream().flatMap(Optional::stream).forEach(owners::add);
        ObjectInformer<Optional<Owner>> scaled = scaledObjects;
        if (scaled != null) {
            scaled.objects().stream().flatMap(Optional::stream).forEach(owners::add);
        }
        Optional<String> problem = autoscalers.problem();
        String keda = scaled == null ? kedaUnknown : scaled.problem().orElse(null);
        return new Owners(owners, problem.orElse(keda));
    }

    /** KEDA may be installed later. */
    private void lookForKeda() {
        if (scaledObjects != null || (kedaUnknown == null && ++rounds % ROUNDS_BETWEEN_LOOKS != 0)) {
            return;
        }
        try {
            http.get(KEDA);
            scaledObjects =
                    new ObjectInformer<>(watches, "keda.sh", "v1alpha1", SCALED_OBJECTS, KubeOwners::ofScaledObject);
        } catch (KubeException e) {
            kedaUnknown = e.status() == NOT_FOUND ? null : e.getMessage();
        }
    }

    @Override
    public Owners fresh(String namespace) {
        List<Owner> owners = new ArrayList<>();
        try {
            list("/apis/autoscaling/v1/namespaces/" + namespace + "/" + HPAS).stream()
                    .map(KubeOwners::ofHpa)
                    .flatMap(Optional::stream)
                    .forEach(owners::add);
            scaledObjects(namespace).stream()
                    .map(KubeOwners::ofScaledObject)
                    .flatMap(Optional::stream)
                    .forEach(owners::add);
            return new Owners(owners, null);
        } catch (KubeException e) {
            return new Owners(owners, e.getMessage());
        }
    }

    private List<JsonObject> scaledObjects(String namespace) throws KubeException {
        try {
            return list(KEDA + "/namespaces/" + namespace + "/" + SCALED_OBJECTS);
        } catch (KubeException e) {
            if (e.status() == NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private List<JsonObject> list(String path) throws KubeException {
        return Json.objects(http.get(path), "items");
    }

    /** The ScaledObject that KEDA made this HorizontalPodAutoscaler of; people know the former. */
    public static Optional<String> scaledObject(JsonObject hpa) {
        return Json.objects(hpa, "metadata", "ownerReferences").stream()
                .filter(owner -> SCALED_OBJECT.equals(Json.text(owner, "kind")))
                .map(owner -> Json.text("", owner, "name"))
                .findFirst();
    }

    private static Optional<Owner> ofHpa(JsonObject hpa) {
        return scaledObject(hpa)
                .map(name -> owner(SCALED_OBJECT, name, hpa))
                .orElseGet(() -> owner(HPA, Json.text("", hpa, "metadata", "name"), hpa));
    }

    private static Optional<Owner> ofScaledObject(JsonObject scaledObject) {
        return owner(SCALED_OBJECT, Json.text("", scaledObject, "metadata", "name"), scaledObject);
    }

    private static Optional<Owner> owner(String kind, String name, JsonObject object) {
        String target = Json.text("", object, "spec", "scaleTargetRef", "name");
        return target.isEmpty()
                ? Optional.empty()
                : Optional.of(new Owner(
                        kind,
                        Json.text("", object, "metadata", "namespace"),
                        name,
                        new TargetRef(
                                Json.text("apps/v1", object, "spec", "scaleTargetRef", "apiVersion"),
                                Json.text("Deployment", object, "spec", "scaleTargetRef", "kind"),
                                target)));
    }

    @Override
    public synchronized void close() {
        autoscalers.close();
        ObjectInformer<Optional<Owner>> scaled = scaledObjects;
        if (scaled != null) {
            scaled.close();
        }
    }
}
