// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kernscale.controller.collect.ScaleSource;
import io.kernscale.controller.collect.TargetRef;
import java.math.BigDecimal;

/** Scale subresources, read. */
public final class KubeScales implements ScaleSource {

    private final KubeHttp http;
    private final KubePaths paths;

    public KubeScales(KubeHttp http, KubePaths paths) {
        this.http = http;
        this.paths = paths;
    }

    @Override
    public TargetScale read(String namespace, TargetRef target) {
        try {
            JsonObject scale = http.get(path(paths, namespace, target));
            return new TargetScale.Known(
                    replicas(scale), statusReplicas(scale), Json.text("", scale, "status", "selector"));
        } catch (KubeException e) {
            String what = target.apiVersion() + " " + target.kind() + " " + namespace + "/" + target.name();
            return e.status() == 404
                    ? new TargetScale.Unknown(
                            "TargetNotFound", what + " has no scale or does not exist: " + e.getMessage())
                    : new TargetScale.Unknown("FailedGetScale", "the scale of " + what + ": " + e.getMessage());
        }
    }

    /** The path of a target's scale subresource. */
    public static String path(KubePaths paths, String namespace, TargetRef target) throws KubeException {
        return paths.path(target.apiVersion(), target.kind(), namespace, target.name()) + "/scale";
    }

    private static int statusReplicas(JsonObject scale) {
        return Json.at(scale, "status", "replicas") instanceof JsonPrimitive number && number.isNumber()
                ? number.getAsInt()
                : 0;
    }

    /**
     * {@code spec.replicas} of a Scale; absent means 0, because the API server leaves zeros out.
     *
     * @throws KubeException when it is no number of replicas
     */
    public static int replicas(JsonObject scale) throws KubeException {
        if (!(Json.at(scale, "spec") instanceof JsonObject spec) || !"Scale".equals(Json.text(scale, "kind"))) {
            throw new KubeException(0, "the answer is not a Scale");
        }
        if (!spec.has("replicas")) {
            return 0;
        }
        try {
            int replicas = spec.get("replicas") instanceof JsonPrimitive number
                    ? new BigDecimal(number.getAsString()).intValueExact()
                    : -1;
            if (replicas >= 0) {
                return replicas;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // falls through to the sentence below
        }
        throw new KubeException(0, "spec.replicas must be a whole number of 0 or more, was: " + spec.get("replicas"));
    }
}
