// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt;

import static java.util.Objects.requireNonNull;

/**
 * What became of one object.
 *
 * @param outcome in one word
 * @param message a sentence: what was done, or why not and what to do
 */
public record Step(String namespace, String name, Outcome outcome, String message) {

    /** How it went. */
    public enum Outcome {
        /** It would be written. */
        PLANNED,
        /** A KernelAutoscaler in DryRun stands beside the HorizontalPodAutoscaler. */
        ADOPTED,
        /** The KernelAutoscaler scales, the HorizontalPodAutoscaler is gone. */
        TAKEN_OVER,
        /** The HorizontalPodAutoscaler scales again, the KernelAutoscaler is gone. */
        GIVEN_BACK,
        /** Nothing had to be done, or nothing may be. */
        SKIPPED,
        /** It went wrong; the message says where things stand. */
        FAILED
    }

    public Step {
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        requireNonNull(outcome, "outcome");
        requireNonNull(message, "message");
    }
}
