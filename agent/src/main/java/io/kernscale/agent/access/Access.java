// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import io.kernscale.agent.kube.ApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * How the port is closed.
 *
 * @param gate        who may read; the kubelet's paths are open to everybody
 * @param openMetrics whether {@code /metrics} is, too
 * @param refusals    who could not
 * @param tls         for HTTPS; empty for plain HTTP
 */
public record Access(Gate gate, boolean openMetrics, Refusals refusals, Optional<SSLContext> tls) {

    /** What the settings ask for. */
    public sealed interface Mode {

        /** Whoever reaches the port may read. */
        record None() implements Mode {}

        /** Bearer tokens, which the API server is asked about. */
        record Token(ApiServer server, String audience, Set<String> allowedUsers) implements Mode {}

        /** Client certificates; the directory has {@code tls.crt}, {@code tls.key} and {@code ca.crt}. */
        record Mtls(Path directory) implements Mode {}
    }

    /**
     * Opens what a mode needs.
     *
     * @param nanoClock monotonic
     * @throws IOException when certificates cannot be used
     */
    public static Access open(Mode mode, boolean openMetrics, LongSupplier nanoClock) throws IOException {
        var refusals = new Refusals(nanoClock);
        return switch (mode) {
            case Mode.None none -> new Access(Gate.OPEN, true, refusals, Optional.empty());
            case Mode.Token token -> {
                var reviews = new ApiTokenReviews(token.server, token.audience);
                yield new Access(
                        new TokenGate(reviews, token.allowedUsers, nanoClock), openMetrics, refusals, Optional.empty());
            }
            case Mode.Mtls mtls -> {
                var tls = new ServerTls(mtls.directory, refusals, nanoClock);
                yield new Access(tls.gate(), openMetrics, refusals, Optional.of(tls.context()));
            }
        };
    }
}
