// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act;

import io.kernscale.controller.collect.AutoscalerId;
import java.time.Instant;

/** Tells people what happened, by means of the API server. */
public interface Reporter {

    /** How an event is meant. */
    enum Severity {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Severity(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Writes a status.
     *
     * @throws ReportException when it was not written
     */
    void status(AutoscalerId autoscaler, AutoscalerStatus status) throws ReportException;

    /**
     * Writes an event.
     *
     * @throws ReportException when it was not written
     */
    void event(AutoscalerId autoscaler, Severity severity, String reason, String message, Instant now)
            throws ReportException;
}
