// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kernscale.controller.collect.Past;
import io.kernscale.controller.collect.Past.Moment;
import io.kernscale.controller.collect.Past.PastDecision;
import java.util.List;

/** {@code status.history}, as {@code PastParser} reads it. */
final class PastJson {

    private PastJson() {}

    static JsonObject of(Past past) {
        JsonObject json = new JsonObject();
        json.add("recommendations", moments(past.recommendations(), "replicas"));
        json.add("hpaRecommendations", moments(past.hpaRecommendations(), "replicas"));
        json.add("scaleUps", moments(past.scaleUps(), "change"));
        json.add("scaleDowns", moments(past.scaleDowns(), "change"));
        if (past.usableRatio() != null) {
            json.addProperty("usableRatio", past.usableRatio());
        }
        JsonArray decisions = new JsonArray();
        past.decisions().forEach(decision -> decisions.add(decision(decision)));
        json.add("decisions", decisions);
        return json;
    }

    private static JsonArray moments(List<Moment> moments, String number) {
        JsonArray json = new JsonArray();
        for (Moment moment : moments) {
            JsonObject one = new JsonObject();
            one.addProperty("time", moment.at().toString());
            one.addProperty(number, moment.replicas());
            json.add(one);
        }
        return json;
    }

    private static JsonObject decision(PastDecision decision) {
        JsonObject json = new JsonObject();
        json.addProperty("time", decision.at().toString());
        json.addProperty("replicas", decision.replicas());
        json.addProperty("desired", decision.desired());
        if (decision.hpa() != null) {
            json.addProperty("hpa", decision.hpa());
        }
        if (decision.label() != null) {
            json.addProperty("label", decision.label());
        }
        json.addProperty("reason", decision.reason());
        return json;
    }
}
