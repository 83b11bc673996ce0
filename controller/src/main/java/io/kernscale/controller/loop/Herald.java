// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.loop;

import io.kernscale.controller.act.AutoscalerStatus;
import io.kernscale.controller.act.Leadership;
import io.kernscale.controller.act.ReportException;
import io.kernscale.controller.act.Reporter;
import io.kernscale.controller.act.Reporter.Severity;
import io.kernscale.controller.classify.Label;
import io.kernscale.controller.collect.Autoscaler;
import io.kernscale.controller.config.LoopProperties;
import io.kernscale.controller.culprit.Culprit;
import io.kernscale.controller.culprit.Walk;
import io.kernscale.controller.loop.Memory.CulpritsTold;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what is news: a line of log, a status, an event. Thread-safe. */
final class Herald {

    private static final Logger log = LoggerFactory.getLogger(Herald.class);
    /** At first nothing is known of any workload, which is no news. */
    private static final String UNKNOWN = Label.UNKNOWN.text();

    private static final Duration EVENT_PAUSE = Duration.ofSeconds(5);
    /** Culprits may come and go with every window; an event each minute is enough. */
    private static final Duration CULPRIT_PAUSE = Duration.ofSeconds(60);

    private final Reporter reporter;
    private final Leadership leadership;
    private final LoopObserver observer;
    private final Duration statusInterval;
    private final Memories memories;
    private final Background background;
    private final Remarks remarks = new Remarks(Duration.ofMinutes(1));

    Herald(
            Reporter reporter,
            Leadership leadership,
            LoopObserver observer,
            LoopProperties properties,
            Memories memories,
            Background background) {
        this.reporter = reporter;
        this.leadership = leadership;
        this.observer = observer;
        this.statusInterval = properties.statusInterval();
        this.memories = memories;
        this.background = background;
    }

    /** One line when a workload changes its label, or falls into or out of trouble. */
    void log(Autoscaler autoscaler, Memory before, AutoscalerStatus status) {
        AutoscalerStatus shown = before.shown();
        if (status.label() == null) {
            if (shown == null || !shown.reason().equals(status.reason())) {
                log.warn("{}: {}: {}; nothing is scaled", autoscaler.id(), status.reason(), status.message());
            }
        } else if (shown == null
                ? !UNKNOWN.equals(status.label())
                : !status.label().equals(shown.label())) {
            log.info("{}: {} is {}: {}", autoscaler.id(), status.reference(), status.label(), status.evidence());
        }
    }

    /** Has the status written when it is news, or old; asks once more when its turn has come. */
    void status(Autoscaler autoscaler, String key, AutoscalerStatus status) {
        if (isDue(autoscaler, key, status)) {
            background.submit(key, status.decidedAt(), () -> {
                if (isDue(autoscaler, key, status)) {
                    write(autoscaler, status, () -> memories.told(key, status));
                }
            });
        }
    }

    private boolean isDue(Autoscaler autoscaler, String key, AutoscalerStatus status) {
        AutoscalerStatus written = memories.written(key);
        return written == null
                || !written.saysTheSameAs(status)
                || !status.decidedAt().isBefore(written.decidedAt().plus(statusInterval(autoscaler)));
    }

    private void write(Autoscaler autoscaler, AutoscalerStatus status, Runnable told) {
        if (!leadership.isLeader()) {
            return;
        }
        try {
            reporter.status(autoscaler.id(), status);
            told.run();
        } catch (ReportException e) {
            untold("status", autoscaler, e, status.decidedAt());
        }
    }

    /** From half of it to all of it, each its own: thousands of writes at once would hold up a round. */
    private Duration statusInterval(Autoscaler autoscaler) {
        return statusInterval.minusMillis(
                Math.floorMod(autoscaler.id().hashCode(), Math.max(1, statusInterval.toMillis() / 2)));
    }

    /** Writes an event, unless one was written a moment ago; returns when the last one was. */
    @Nullable
    Instant event(Autoscaler autoscaler, Memory before, Severity severity, String reason, String message, Instant now) {
        Instant last = before.eventAt();
        if (last != null && now.isBefore(last.plus(EVENT_PAUSE))) {
            return last;
        }
        write(autoscaler, severity, reason, message, now);
        return now;
    }

    /** Writes an event when this is news. */
    void inactive(Autoscaler autoscaler, Memory before, AutoscalerStatus status, String reason) {
        AutoscalerStatus shown = before.shown();
        boolean news = shown == null || !shown.reason().equals(status.reason());
        if (news && leadership.isLeader()) {
            write(autoscaler, Severity.WARNING, reason, status.message(), status.decidedAt());
        }
    }

    /** Writes an event when a workload waits for others than at the last one, or when help came or went. */
    @Nullable
    CulpritsTold culprits(Autoscaler autoscaler, Memory before, Walk walk, Remedies remedies, Instant now) {
        CulpritsTold told = before.culpritsTold();
        String key = walk.culprits().stream()
                .map(culprit -> culprit.end() + " " + culprit.peer().displayName()
                        + (isOutOfReach(culprit, remedies) ? " out of reach" : ""))
                .sorted()
                .collect(Collectors.joining(", "));
        boolean pauses = told != null && now.isBefore(told.at().plus(CULPRIT_PAUSE));
        if (key.isEmpty() || (told != null && told.key().equals(key)) || pauses || !leadership.isLeader()) {
            return told;
        }
        boolean helpless = walk.culprits().stream().anyMatch(culprit -> isOutOfReach(culprit, remedies));
        String message = walk.culprits().stream().map(remedies::sentence).collect(Collectors.joining(". "));
        if (helpless) {
            write(autoscaler, Severity.WARNING, "CulpritOutOfReach", message, now);
        } else {
            write(autoscaler, Severity.NORMAL, "CulpritFound", message, now);
        }
        return new CulpritsTold(key, now);
    }

    private void write(Autoscaler autoscaler, Severity severity, String reason, String message, Instant now) {
        try {
            reporter.event(autoscaler.id(), severity, reason, message, now);
        } catch (ReportException e) {
            untold("event", autoscaler, e, now);
        }
    }

    private static boolean isOutOfReach(Culprit culprit, Remedies remedies) {
        return remedies.of(culprit).kind() == Remedy.Kind.OUT_OF_REACH;
    }

    private void untold(String what, Autoscaler autoscaler, ReportException e, Instant now) {
        observer.untold();
        if (remarks.isNew(what, now)) { // a right that lacks, or an API server that is away, concerns all of them
            log.warn(
                    "{}: cannot write its {}: {}; others of this minute are only counted,"
                            + " in kernscale_status_failures_total",
                    autoscaler.id(),
                    what,
                    e.getMessage());
        }
    }
}
