// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the URL path of an object from its kind. Asks the API server for kinds that are not everyday. Thread-safe. */
public final class KubePaths {

    /** Plurals by API version and kind. */
    static final Map<String, String> EVERYDAY = Map.of(
            "apps/v1/Deployment", "deployments",
            "apps/v1/ReplicaSet", "replicasets",
            "apps/v1/StatefulSet", "statefulsets",
            "apps/v1/DaemonSet", "daemonsets",
            "batch/v1/Job", "jobs",
            "batch/v1/CronJob", "cronjobs",
            "v1/ReplicationController", "replicationcontrollers");

    private final KubeHttp http;
    private final Map<String, String> plurals = new ConcurrentHashMap<>(EVERYDAY);

    public KubePaths(KubeHttp http) {
        this.http = http;
    }

    /**
     * The path of one namespaced object.
     *
     * @throws KubeException with status 404 when the API server does not know the kind
     */
    public String path(String apiVersion, String kind, String namespace, String name) throws KubeException {
        return root(apiVersion) + "/namespaces/" + namespace + "/" + plural(apiVersion, kind) + "/" + name;
    }

    /**
     * A kind's resource as the metrics APIs name it: {@code deployments.apps}; {@code pods} in the core group.
     *
     * @throws KubeException with status 404 when the API server does not know the kind
     */
    String resource(String apiVersion, String kind) throws KubeException {
        return plural(apiVersion, kind) + groupSuffix(apiVersion);
    }

    /** {@code .apps} of {@code apps/v1}; empty of the core group. */
    static String groupSuffix(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : "." + apiVersion.substring(0, slash);
    }

    private static String root(String apiVersion) {
        return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    }

    private String plural(String apiVersion, String kind) throws KubeException {
        String key = apiVersion + "/" + kind;
        String known = plurals.get(key);
        String plural = known == null ? discover(apiVersion, kind) : known;
        if (plural == null) {
            throw new KubeException(404, "the API server knows no kind " + kind + " in " + apiVersion);
        }
        plurals.put(key, plural);
        return plural;
    }

    private @Nullable String discover(String apiVersion, String kind) throws KubeException {
        try {
            return Json.objects(http.get(root(apiVersion)), "resources").stream()
                    .filter(resource -> kind.equals(Json.text(resource, "kind")))
                    .map(KubePaths::name)
                    .filter(name -> !name.contains("/"))
                    .findFirst()
                    .orElse(null);
        } catch (KubeException e) {
            if (e.status() == 404) {
                return null;
            }
            throw e;
        }
    }

    private static String name(JsonObject resource) {
        return Json.text("", resource, "name");
    }
}
