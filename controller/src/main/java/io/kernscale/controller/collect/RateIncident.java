// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

import static java.util.Objects.requireNonNull;

/**
 * One thing that kept rates from being computed.
 *
 * @param issue   what kind of thing
 * @param subject the node or the pod, by name
 * @param detail  the numbers, for a log line
 */
public record RateIncident(RateIssue issue, String subject, String detail) {

    public RateIncident {
        requireNonNull(issue, "issue");
        requireNonNull(subject, "subject");
        requireNonNull(detail, "detail");
    }

    @Override
    public String toString() {
        return issue.tag() + ": " + subject + ": " + detail;
    }
}
