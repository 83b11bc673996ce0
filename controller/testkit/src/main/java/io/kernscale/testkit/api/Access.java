// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Answers TokenReviews and SubjectAccessReviews by what a test has said. At first no token is anybody's, and nobody may do
 * anything. The server itself asks nobody who they are. Thread-safe.
 */
public final class Access {
    private static final String TOKEN_REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final String ACCESS_REVIEWS = "/apis/authorization.k8s.io/v1/subjectaccessreviews";

    private final Map<String, JsonObject> users = new ConcurrentHashMap<>();
    private volatile Predicate<JsonObject> allowed = review -> false;

    /** From now on the token is this user's. */
    public void token(String token, String user, List<String> groups) {
        var owner = new JsonObject();
        owner.addProperty("username", user);
        var names = new JsonArray();
        groups.forEach(names::add);
        owner.add("groups", names);
        users.put(token, owner);
    }

    /** From now on what this says of a review's {@code spec} holds. */
    public void allow(Predicate<JsonObject> rule) {
        allowed = rule;
    }

    /** The review with its status; empty where the request is none. */
    Optional<JsonObject> review(ApiRequest request) {
        if (!request.method().equals("POST")) {
            return Optional.empty();
        }
        return switch (request.path()) {
            case TOKEN_REVIEWS -> Optional.of(tokenReview(request.json()));
            case ACCESS_REVIEWS -> Optional.of(accessReview(request.json()));
            default -> Optional.empty();
        };
    }

    private JsonObject tokenReview(JsonObject review) {
        JsonObject user = users.get(Json.text(review, "spec", "token"));
        var status = new JsonObject();
        status.addProperty("authenticated", user != null);
        if (user != null) {
            status.add("user", user);
        }
        review.add("status", status);
        return review;
    }

    private JsonObject accessReview(JsonObject review) {
        var status = new JsonObject();
        status.addProperty("allowed", allowed.test(review.getAsJsonObject("spec")));
        review.add("status", status);
        return review;
    }
}
