// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import io.kernscale.controller.custommetrics.Refusal.Reason;
import java.time.Instant;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Answers requests: who asks, whether they may, what they want. Thread-safe. */
public final class AggregatedApi {

    private final Gate gate;
    private final MetricValues values;
    private final Supplier<Instant> now;
    private final IntConsumer statuses;

    /** @param statuses hears the HTTP status of each answer */
    public AggregatedApi(Gate gate, MetricValues values, Supplier<Instant> now, IntConsumer statuses) {
        this.gate = gate;
        this.values = values;
        this.now = now;
        this.statuses = statuses;
    }

    Reply answer(Request request) {
        Reply reply = reply(request);
        statuses.accept(reply.status());
        return reply;
    }

    private Reply reply(Request request) {
        try {
            return answer(request, now.get());
        } catch (Refusal e) {
            return e.reply();
        }
    }

    private Reply answer(Request request, Instant at) throws Refusal {
        Attributes asked = attributes(request);
        gate.pass(request, asked, at);
        if (!request.method().equals("GET")) {
            throw new Refusal(Reason.MethodNotAllowed, "the method must be GET, was: " + request.method());
        }
        if (!asked.isResource()) {
            return new Reply(
                    200,
                    Documents.at(asked.path())
                            .orElseThrow(() -> new Refusal(Reason.NotFound, "nothing is served at " + asked.path())));
        }
        if (!asked.group().equals(Documents.GROUP) || !Documents.VERSIONS.contains(asked.version())) {
            throw new Refusal(
                    Reason.NotFound,
                    "served are " + Documents.VERSIONS + " of " + Documents.GROUP + ", not " + asked.group() + "/"
                            + asked.version());
        }
        return new Reply(200, MetricValue.list(asked.version(), values.of(asked, request.query(), at)));
    }

    private static Attributes attributes(Request request) throws Refusal {
        try {
            return Attributes.of(request.method(), request.path());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.BadRequest, "the path must be percent-encoded, was: " + request.path());
        }
    }
}
