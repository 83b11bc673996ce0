// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.adopt.kube;

import io.kernscale.controller.collect.kube.KubeException;
import java.time.Duration;

/**
 * How long one waits for somebody else.
 *
 * @param longest after which one gives up
 * @param pause   between two looks
 */
public record Patience(Duration longest, Duration pause) {

    /** Half a minute: some rounds of the controller. */
    public static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofMillis(300));

    interface Condition {
        boolean holds() throws KubeException;
    }

    /** Whether the condition came to hold in time. */
    boolean until(Condition condition) throws KubeException {
        for (long waited = 0; waited <= longest.toMillis(); waited += Math.max(1, pause.toMillis())) {
            if (condition.holds()) {
                return true;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
