// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

/** Hears of every request to the API server; for meters. Called from several threads. */
@FunctionalInterface
public interface ApiObserver {

    /** {@link #asked}'s status where no answer came. */
    int NO_ANSWER = 0;

    /** Nobody listens. */
    ApiObserver NONE = (method, status) -> {};

    /**
     * A request is over; a watch, once its answer begins.
     *
     * @param status of HTTP, or {@link #NO_ANSWER}
     */
    void asked(String method, int status);
}
