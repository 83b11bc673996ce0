// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import com.google.gson.JsonObject;
import io.kernscale.controller.act.Actuator;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.collect.kube.KubePaths;
import io.kernscale.controller.collect.kube.KubeScales;

/**
 * Writes scale subresources with optimistic concurrency: reads the scale, checks that it still is what the decision was
 * made for, and writes it back under the version that was read. Whoever changed the replicas meanwhile wins. Of an
 * object whose other parts change often (a rollout writes its status), the version alone moves; then the scale is read
 * again, a few times.
 */
public final class KubeActuator implements Actuator {

    private static final int CONFLICT = 409;
    private static final int TRIES = 4;

    private final KubeHttp http;
    private final KubePaths paths;

    public KubeActuator(KubeHttp http, KubePaths paths) {
        this.http = http;
        this.paths = paths;
    }

    @Override
    public ScaleResult scale(ScaleRequest request) {
        ScaleResult result = once(request);
        for (int tries = 1; tries < TRIES && result instanceof ScaleResult.Conflict conflict; tries++) {
            if (conflict.replicasChanged()) {
                return result;
            }
            result = once(request);
        }
        return result;
    }

    private ScaleResult once(ScaleRequest request) {
        try {
            String path = KubeScales.path(paths, request.autoscaler().namespace(), request.target());
            JsonObject scale = http.get(path);
            int replicas = KubeScales.replicas(scale);
            if (replicas != request.from()) {
                return new ScaleResult.Conflict(
                        true,
                        "its scale asks for " + replicas + " replicas by now, not for " + request.from()
                                + "; decided anew with the next window");
            }
            scale.getAsJsonObject("spec").addProperty("replicas", request.to());
            http.put(path, scale);
            return new ScaleResult.Written();
        } catch (KubeException e) {
            return e.status() == CONFLICT
                    ? new ScaleResult.Conflict(false, e.getMessage() + "; decided anew with the next window")
                    : new ScaleResult.Refused(String.valueOf(e.getMessage()));
        }
    }
}
