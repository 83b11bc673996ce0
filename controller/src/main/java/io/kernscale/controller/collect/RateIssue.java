// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect;

/** Why a report, or a pod within it, gave no new rates. Each is counted under its name in lower case. */
public enum RateIssue {
    /** The agent's first report: there is nothing to subtract from. */
    FIRST_OBSERVATION,
    /** The agent restarted, its counters began anew. */
    EPOCH_CHANGED,
    /** The scheduler's numbers come from elsewhere than before: probes and files count differently. */
    SOURCE_CHANGED,
    /** The agent has no scheduler numbers at all; its zeros mean nothing. */
    NO_SOURCE,
    /** The same collection as before; its rates stay, and grow old. */
    DUPLICATE_REPORT,
    /** An older collection than one that was already here, or a clock that stepped back. */
    REPORT_WENT_BACK,
    /** Too little time between two collections to divide by; the earlier one stays the base. */
    WINDOW_TOO_SHORT,
    /** Too much time between two collections: their average says nothing about now. */
    GAP,
    /** One of a pod's counters is lower than before. */
    COUNTER_WENT_BACK,
    /** A pod's rate that no machine can have. */
    ABSURD_RATE,
    /** A counter of one TCP edge is lower than before: its row was used again. */
    EDGE_WENT_BACK,
    /** A TCP edge's rate that no machine, or not so few connections, can have. */
    ABSURD_EDGE,
    /** Two rows of one report name the same pod; the first counts. */
    POD_REPEATED,
    /** A pod's first sight: its counters may hold more than this window. */
    POD_APPEARED,
    /** A pod of the report before is gone. */
    POD_ENDED,
    /** An agent reports a pod that the API server places on another node. */
    POD_ON_OTHER_NODE;

    /** As a tag of a meter: {@code pod_appeared}. */
    public String tag() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether it is worth a line of log: pods and edges come and go, and a duplicate is harmless. */
    public boolean notable() {
        return switch (this) {
            case FIRST_OBSERVATION, DUPLICATE_REPORT, WINDOW_TOO_SHORT, POD_APPEARED, POD_ENDED, EDGE_WENT_BACK ->
                false;
            case EPOCH_CHANGED,
                    SOURCE_CHANGED,
                    NO_SOURCE,
                    REPORT_WENT_BACK,
                    GAP,
                    COUNTER_WENT_BACK,
                    ABSURD_RATE,
                    ABSURD_EDGE,
                    POD_REPEATED,
                    POD_ON_OTHER_NODE -> true;
        };
    }
}
