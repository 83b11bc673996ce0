// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An API server that knows tokens and roles, until it is away. */
final class FakeReviews implements Reviews {

    final Map<String, Caller> tokens = new HashMap<>();
    final List<String> questions = new ArrayList<>();
    boolean away;
    boolean allows;

    @Override
    public Optional<Caller> token(String token) throws ReviewException {
        questions.add("token");
        check();
        return Optional.ofNullable(tokens.get(token));
    }

    @Override
    public Verdict access(Caller caller, Attributes attributes) throws ReviewException {
        questions.add(caller.name() + " " + attributes.sentence());
        check();
        return new Verdict(allows, allows ? "" : "test: no role");
    }

    private void check() throws ReviewException {
        if (away) {
            throw new ReviewException("test: no answer");
        }
    }
}
