// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.config;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the controller shows to agents, the same that they ask for in {@code KERNSCALE_AGENT_SECURITY}. Files are read
 * again when they change.
 *
 * @param mode         {@code none}, {@code token} or {@code mtls}
 * @param tokenFile    with {@code token}: a service account's token, made for the agents' audience
 * @param tlsDirectory with {@code mtls}: {@code tls.crt}, {@code tls.key} and {@code ca.crt}
 * @param serverName   with {@code mtls}: a DNS name in every agent's certificate; their addresses come and go
 */
@ConfigurationProperties("kernscale.agents.security")
public record AgentSecurityProperties(
        @DefaultValue("none") Mode mode,

        @DefaultValue("/var/run/secrets/kernscale/token") Path tokenFile,

        @DefaultValue("/etc/kernscale/tls") Path tlsDirectory,
        @DefaultValue("kernscale-agent") String serverName) {

    /** Nothing is shown. */
    public static final AgentSecurityProperties OPEN = new AgentSecurityProperties(
            Mode.NONE, Path.of("/var/run/secrets/kernscale/token"), Path.of("/etc/kernscale/tls"), "kernscale-agent");

    /** How agents know their readers. */
    public enum Mode {
        /** Not at all: whoever reaches them may read. */
        NONE,
        /** By a bearer token. */
        TOKEN,
        /** By a client certificate. */
        MTLS
    }
}
