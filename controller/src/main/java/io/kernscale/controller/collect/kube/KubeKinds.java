// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Finds the kind of a resource from its name, the other way round than {@link KubePaths}. Asks the API server for those
 * that are not everyday. Thread-safe.
 */
public final class KubeKinds {

    /** Names of resources come from outside; beyond this many, unknown ones are asked for every time. */
    private static final int MOST = 1_000;

    /** With a group; those of the core group are everyday or have no replicas. */
    private static final Pattern RESOURCE = Pattern.compile("[a-z0-9]+(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+");

    private final KubeHttp http;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /** Example: {@code apps/v1}, {@code Deployment}. */
    public record Kind(String apiVersion, String kind) {}

    public KubeKinds(KubeHttp http) {
        this.http = http;
        KubePaths.EVERYDAY.forEach((apiVersionAndKind, plural) -> {
            int slash = apiVersionAndKind.lastIndexOf('/');
            String apiVersion = apiVersionAndKind.substring(0, slash);
            kinds.put(
                    plural + KubePaths.groupSuffix(apiVersion),
                    new Kind(apiVersion, apiVersionAndKind.substring(slash + 1)));
        });
    }

    /** The kind behind {@code deployments.apps}; empty where the API server does not know it, or does not answer. */
    public Optional<Kind> of(String resource) {
        Kind known = kinds.get(resource);
        if (known != null) {
            return Optional.of(known);
        }
        if (!RESOURCE.matcher(resource).matches()) {
            return Optional.empty();
        }
        int dot = resource.indexOf('.');
        Optional<Kind> found = discover(resource.substring(0, dot), resource.substring(dot + 1));
        if (kinds.size() < MOST) {
            found.ifPresent(kind -> kinds.put(resource, kind));
        }
        return found;
    }

    private Optional<Kind> discover(String plural, String group) {
        try {
            String apiVersion = Json.text("", http.get("/apis/" + group), "preferredVersion", "groupVersion");
            return Json.objects(http.get("/apis/" + apiVersion), "resources").stream()
                    .filter(one -> plural.equals(Json.text(one, "name")))
                    .map(one -> new Kind(apiVersion, kind(one)))
                    .findFirst();
        } catch (KubeException e) {
            return Optional.empty();
        }
    }

    private static String kind(JsonObject resource) {
        return Json.text("", resource, "kind");
    }
}
