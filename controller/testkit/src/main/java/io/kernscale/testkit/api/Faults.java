// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Faults on demand. Each rule is for the requests that match it, the oldest rule first. Thread-safe. */
public final class Faults {
    /** In place of an HTTP status: the connection is cut without an answer. */
    private static final int CUT = 0;

    private record Rule(Predicate<ApiRequest> matches, int status, AtomicInteger remaining) {}

    private record Delay(Predicate<ApiRequest> matches, Duration time) {}

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Delay> delays = new CopyOnWriteArrayList<>();

    /** The next matching request gets an HTTP status instead of being done. */
    public void failNext(Predicate<ApiRequest> matches, int status) {
        fail(matches, status, 1);
    }

    /** The next {@code times} matching requests get an HTTP status. */
    public void fail(Predicate<ApiRequest> matches, int status, int times) {
        rules.add(new Rule(matches, status, new AtomicInteger(times)));
    }

    /** The next matching request is told that somebody else has changed the object. */
    public void conflictNext(Predicate<ApiRequest> matches) {
        failNext(matches, 409);
    }

    /** The next matching request gets no answer: its connection is cut, and nothing is done. */
    public void cutNext(Predicate<ApiRequest> matches) {
        failNext(matches, CUT);
    }

    /** Every matching request waits before it is done. */
    public void delay(Predicate<ApiRequest> matches, Duration time) {
        delays.add(new Delay(matches, time));
    }

    public void clear() {
        rules.clear();
        delays.clear();
    }

    void await(ApiRequest request) throws InterruptedException {
        for (Delay delay : delays) {
            if (delay.matches().test(request)) {
                Thread.sleep(delay.time());
            }
        }
    }

    /** @throws ApiFailure when a rule says so, with code 0 for a cut connection */
    void check(ApiRequest request) {
        for (Rule rule : rules) {
            if (rule.matches().test(request) && rule.remaining().getAndDecrement() > 0) {
                throw rule.status() == CUT
                        ? new ApiFailure(CUT, "Cut", "injected cut")
                        : ApiFailure.ofStatus(rule.status());
            }
        }
    }
}
