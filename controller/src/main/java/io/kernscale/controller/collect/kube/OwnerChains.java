// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.collect.WorkloadKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows controller references from a pod upwards: ReplicaSet, Deployment, and whatever stands above. What an object's
 * controller is hardly ever changes, so answers are kept by UID; a controller that is gone, forbidden or of an unknown
 * kind ends the chain, while one that could not be asked for leaves it unknown. Thread-safe.
 */
final class OwnerChains {

    private static final Logger log = LoggerFactory.getLogger(OwnerChains.class);
    private static final int MAX_LENGTH = 8;
    private static final int MAX_REMEMBERED = 50_000;

    private final OwnerLookup lookup;
    private final Map<String, Optional<Owner>> ownersByUid = new ConcurrentHashMap<>();
    private final Shared<List<WorkloadKey>> chains = new Shared<>(); // all pods of a workload have one
    private final Set<String> loops = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    /** A reference to a controller. */
    record Owner(String apiVersion, String kind, String name, String uid) {}

    /** Gets an object from the API server. */
    interface OwnerLookup {
        JsonObject get(Owner owner, String namespace) throws KubeException;
    }

    OwnerChains(OwnerLookup lookup) {
        this.lookup = lookup;
    }

    /** Pods whose chain bit its own tail, so far. */
    long loops() {
        return loops.size();
    }

    /** Asks the API server again, after it had not answered. */
    void newRound() {
        silent = false;
    }

    /** The pod's owners, nearest first; null when the API server could not be asked. */
    @Nullable
    List<WorkloadKey> of(JsonObject pod) {
        return of(
                Json.text("", pod, "metadata", "namespace"),
                Json.text("", pod, "metadata", "name"),
                Json.text("", pod, "metadata", "uid"),
                controller(pod));
    }

    /** The same, of a pod that was read before. */
    @Nullable
    List<WorkloadKey> of(String namespace, String name, String uid, Optional<Owner> controller) {
        List<WorkloadKey> chain = new ArrayList<>();
        try {
            Optional<Owner> owner = controller;
            while (owner.isPresent()) {
                WorkloadKey key = new WorkloadKey(
                        namespace, owner.get().kind(), owner.get().name());
                if (chain.contains(key) || chain.size() == MAX_LENGTH) {
                    return loop(namespace, name, uid, chain);
                }
                chain.add(key);
                owner = above(owner.get(), namespace);
            }
            return chains.of(List.copyOf(chain));
        } catch (KubeException e) {
            log.debug("owners of {} are unknown: {}", namespace, e.getMessage());
            return null;
        }
    }

    private List<WorkloadKey> loop(String namespace, String name, String uid, List<WorkloadKey> chain) {
        if (loops.add(uid)) {
            log.warn(
                    "the owners of pod {}/{} form a loop: {}; the pod is taken as its own workload and never scaled",
                    namespace,
                    name,
                    chain);
        }
        return List.of();
    }

    private Optional<Owner> above(Owner owner, String namespace) throws KubeException {
        Optional<Owner> known = ownersByUid.get(owner.uid());
        if (known != null) {
            return known;
        }
        if (ownersByUid.size() > MAX_REMEMBERED) {
            ownersByUid.clear();
        }
        if (silent) {
            throw new KubeException(0, "the API server has just failed to answer");
        }
        Optional<Owner> above = ask(owner, namespace);
        ownersByUid.put(owner.uid(), above);
        return above;
    }

    private Optional<Owner> ask(Owner owner, String namespace) throws KubeException {
        try {
            return controller(lookup.get(owner, namespace));
        } catch (KubeException e) {
            if (e.isFinal()) {
                return Optional.empty();
            }
            silent = true; // one time-out a round is enough
            throw e;
        }
    }

    /** The controlling owner; a static pod's is its Node, which is no workload. */
    static Optional<Owner> controller(JsonObject object) {
        return Json.objects(object, "metadata", "ownerReferences").stream()
                .filter(reference -> "true".equals(Json.text(reference, "controller")))
                .filter(reference -> !"Node".equals(Json.text(reference, "kind")))
                .map(reference -> new Owner(
                        Json.sharedText("", reference, "apiVersion"),
                        Json.sharedText("", reference, "kind"),
                        Json.sharedText("", reference, "name"),
                        Json.sharedText("", reference, "uid")))
                .findFirst();
    }
}
