// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics.kube;

import com.google.gson.JsonObject;
import java.util.Map;

/** The ConfigMap by which a cluster says whom to trust. */
public final class TestTrust {

    private TestTrust() {}

    public static JsonObject configMap(Map<String, String> entries) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("namespace", "kube-system");
        metadata.addProperty("name", "extension-apiserver-authentication");
        JsonObject data = new JsonObject();
        entries.forEach(data::addProperty);
        JsonObject configMap = new JsonObject();
        configMap.addProperty("apiVersion", "v1");
        configMap.addProperty("kind", "ConfigMap");
        configMap.add("metadata", metadata);
        configMap.add("data", data);
        return configMap;
    }
}
