// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.act;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One condition of a status.
 *
 * @param type             what it speaks of
 * @param status           whether it holds
 * @param reason           one word
 * @param message          a sentence
 * @param lastTransitionAt when {@code status} changed last
 */
public record Condition(Type type, Status status, String reason, String message, Instant lastTransitionAt) {

    /** The first three as in the HorizontalPodAutoscaler. */
    public enum Type {
        ABLE_TO_SCALE("AbleToScale"),
        SCALING_ACTIVE("ScalingActive"),
        SCALING_LIMITED("ScalingLimited"),
        /** Whether the agents see its pods, and tell what they are short of. */
        KERNEL_SIGNAL("KernelSignal"),
        /** Whether it waits, and where its waits end. */
        CULPRIT("Culprit");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Whether it holds. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Condition {
        requireNonNull(type, "type");
        requireNonNull(status, "status");
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
        requireNonNull(lastTransitionAt, "lastTransitionAt");
    }

    /** This condition, with the time of {@code before} if its status is the same. */
    public Condition after(Condition before) {
        return status == before.status ? new Condition(type, status, reason, message, before.lastTransitionAt) : this;
    }

    boolean says(Condition other) {
        return type == other.type && status == other.status && reason.equals(other.reason);
    }
}
