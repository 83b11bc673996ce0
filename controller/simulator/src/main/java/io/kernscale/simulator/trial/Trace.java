// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The request rates of four production services, one value a second for an hour, as published with Autothrottle
 * (NSDI 2024). Copyright (c) Microsoft Corporation, MIT licence: see {@code LICENSE-traces.txt} beside the data.
 */
public enum Trace {
    DIURNAL,
    DIURNAL_2,
    NOISY,
    BURSTY;

    /** As in a table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Requests a second, second by second. */
    public double[] perSecond() {
        try (InputStream in = Trace.class.getResourceAsStream(text() + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the trace " + text() + ".txt is missing in the jar; build again");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
