// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.kernscale.controller.collect.kube.Json;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.custommetrics.Attributes;
import io.kernscale.controller.custommetrics.Caller;
import io.kernscale.controller.custommetrics.ReviewException;
import io.kernscale.controller.custommetrics.Reviews;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By TokenReview and SubjectAccessReview, which the role {@code system:auth-delegator} allows. */
public final class KubeReviews implements Reviews {

    private static final String AUTHENTICATION = "authentication.k8s.io/v1";
    private static final String AUTHORIZATION = "authorization.k8s.io/v1";

    private final KubeHttp http;

    public KubeReviews(KubeHttp http) {
        this.http = http;
    }

    @Override
    public Optional<Caller> token(String token) throws ReviewException {
        JsonObject spec = new JsonObject();
        spec.addProperty("token", token);
        JsonObject answer = post(AUTHENTICATION, "TokenReview", "tokenreviews", spec);
        return isTrue(answer, "authenticated") ? Optional.of(caller(answer)) : Optional.empty();
    }

    private static Caller caller(JsonObject review) {
        Map<String, List<String>> extra = new HashMap<>();
        if (Json.at(review, "status", "user", "extra") instanceof JsonObject members) {
            members.keySet().forEach(key -> extra.put(key, Json.list(review, "status", "user", "extra", key)));
        }
        return new Caller(
                Json.text("", review, "status", "user", "username"),
                Json.text("", review, "status", "user", "uid"),
                Json.list(review, "status", "user", "groups"),
                extra);
    }

    @Override
    public Verdict access(Caller caller, Attributes attributes) throws ReviewException {
        JsonObject spec = new JsonObject();
        spec.addProperty("user", caller.name());
        spec.addProperty("uid", caller.uid());
        spec.add("groups", array(caller.groups()));
        JsonObject extra = new JsonObject();
        caller.extra().forEach((key, values) -> extra.add(key, array(values)));
        spec.add("extra", extra);
        if (attributes.isResource()) {
            spec.add("resourceAttributes", resource(attributes));
        } else {
            spec.add("nonResourceAttributes", members(Map.of("path", attributes.path(), "verb", attributes.verb())));
        }
        JsonObject answer = post(AUTHORIZATION, "SubjectAccessReview", "subjectaccessreviews", spec);
        boolean allowed = isTrue(answer, "allowed") && !isTrue(answer, "denied");
        return new Verdict(allowed, Json.text("", answer, "status", "reason"));
    }

    private static JsonObject resource(Attributes attributes) {
        return members(Map.of(
                "namespace", attributes.namespace(),
                "verb", attributes.verb(),
                "group", attributes.group(),
                "version", attributes.version(),
                "resource", attributes.resource(),
                "subresource", attributes.subresource(),
                "name", attributes.name()));
    }

    private JsonObject post(String apiVersion, String kind, String plural, JsonObject spec) throws ReviewException {
        JsonObject review = members(Map.of("apiVersion", apiVersion, "kind", kind));
        review.add("spec", spec);
        try {
            return http.post("/apis/" + apiVersion + "/" + plural, review);
        } catch (KubeException e) {
            throw new ReviewException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isTrue(JsonObject review, String field) {
        JsonElement value = Json.at(review, "status", field);
        return value instanceof JsonPrimitive primitive && primitive.isBoolean() && primitive.getAsBoolean();
    }

    private static JsonObject members(Map<String, String> members) {
        JsonObject json = new JsonObject();
        members.forEach(json::addProperty);
        return json;
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
