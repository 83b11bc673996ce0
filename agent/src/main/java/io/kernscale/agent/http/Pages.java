// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.http;

import io.kernscale.agent.access.Refusals;
import io.kernscale.wire.NodeReportWriter;
import java.time.Duration;
import java.util.function.Function;

/** What each path answers. Thread-safe. */
final class Pages {

    /** A collection that runs longer hangs: only a new process helps. */
    private static final Duration HANGS_AFTER = Duration.ofMinutes(1);

    private static final int LONGEST_UID = 1_024;

    private final Served served;
    private final RequestCounts counts;
    private final Refusals refusals;

    Pages(Served served, RequestCounts counts, Refusals refusals) {
        this.served = served;
        this.counts = counts;
        this.refusals = refusals;
    }

    Answer report(Encoding encoding) throws InterruptedException {
        return whenCollected(latest -> {
            byte[] ending = NodeReportWriter.ending(age(latest));
            return encoding.answer(Answer.JSON, latest.reportBody(), ending);
        });
    }

    Answer metrics(Encoding encoding) throws InterruptedException {
        return whenCollected(latest ->
                encoding.answer(MetricsText.CONTENT_TYPE, latest.podMetrics(), AgentMetrics.of(health(latest))));
    }

    Answer status() throws InterruptedException {
        return whenCollected(latest -> Answer.json(StatusJson.of(health(latest))));
    }

    Answer pod(String uid) throws InterruptedException {
        if (!isUid(uid)) {
            return Answer.sentence(
                    400,
                    "A pod's uid has 1 to " + LONGEST_UID + " letters, digits, '-', '.', ':' or '_', and a plain"
                            + " cgroup's begins with '/'; take it from /v1/report.");
        }
        return whenCollected(latest -> served.node()
                .pod(uid)
                .map(detail -> Answer.json(PodDetailJson.of(detail, age(latest))))
                .orElseGet(() -> Answer.sentence(
                        404, "No pod " + uid + " is known on this node; /v1/report lists those that are.")));
    }

    Answer healthz() {
        Duration running = served.loop().runningFor();
        return running.compareTo(HANGS_AFTER) > 0
                ? Answer.sentence(503, "The collection has been running for " + running.toSeconds() + " s; restart me.")
                : Answer.sentence(200, "ok");
    }

    Answer readyz() {
        return served.loop().latest().isPresent() ? Answer.sentence(200, "ready") : notYet();
    }

    private Answer whenCollected(Function<Publication, Answer> answer) throws InterruptedException {
        return served.loop().fresh().map(answer).orElseGet(this::notYet);
    }

    private Answer notYet() {
        String failure = served.loop().counts().lastFailure();
        return Answer.unavailable(
                failure.isEmpty()
                        ? "The first collection has not finished yet; ask again in a second."
                        : "No collection has succeeded yet; the last one failed: "
                                + failure.lines().findFirst().orElse(""));
    }

    private AgentHealth health(Publication latest) {
        return new AgentHealth(
                latest,
                age(latest),
                served.loop().counts(),
                served.node().status(),
                served.probes().get(),
                counts.byStatus(),
                counts.abortedCount(),
                refusals.counts(),
                ProcessUse.now());
    }

    private long age(Publication latest) {
        return latest.ageMillis(served.nanoClock().getAsLong());
    }

    private static boolean isUid(String uid) {
        if (uid.isEmpty() || uid.length() > LONGEST_UID) {
            return false;
        }
        return uid.startsWith("/")
                ? uid.chars().noneMatch(Character::isISOControl)
                : uid.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-.:_".indexOf(c) >= 0));
    }
}
