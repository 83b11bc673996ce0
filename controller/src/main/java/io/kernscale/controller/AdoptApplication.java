// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller;

import io.kernscale.controller.adopt.kube.AdoptCommand;
import java.time.Instant;

/** The command line of {@code ./kernscale adopt} and {@code ./kernscale compare}. */
public final class AdoptApplication {

    private AdoptApplication() {}

    public static void main(String[] args) {
        System.exit(AdoptCommand.run(args, System.out, System.err, Instant::now));
    }
}
