// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.config.AgentSecurityProperties;
import io.kernscale.controller.config.AgentSecurityProperties.Mode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is shown to agents, and whom of them is believed. Read anew before each round, because tokens and certificates are
 * replaced while the controller runs; without them no agent is asked. {@link #refresh} is for one thread at a time, the
 * rest is thread-safe.
 */
final class AgentCredentials implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AgentCredentials.class);

    private final AgentSecurityProperties security;
    private final Duration connectTimeout;
    private final ClientTls tls;
    private volatile @Nullable HttpClient client;
    private volatile String token = "";
    private volatile String problem = "";

    AgentCredentials(AgentSecurityProperties security, Duration connectTimeout) {
        this.security = security;
        this.connectTimeout = connectTimeout;
        this.tls = new ClientTls(security.tlsDirectory(), security.serverName());
        refresh();
    }

    /** Reads the files again where they have changed. */
    void refresh() {
        String before = problem;
        try {
            switch (security.mode()) {
                case NONE -> {}
                case TOKEN -> token = Files.readString(security.tokenFile()).strip();
                case MTLS -> {
                    if (tls.changed()) {
                        replaceClient();
                    }
                }
            }
            problem = "";
        } catch (IOException e) {
            problem = "kernscale.agents.security." + what() + " cannot be used: " + e.getMessage();
        }
        if (!problem.equals(before) && !problem.isEmpty()) {
            log.warn("agents are not asked: {}", problem);
        }
    }

    private String what() {
        return security.mode() == Mode.TOKEN
                ? "token-file " + security.tokenFile()
                : "tls-directory " + security.tlsDirectory();
    }

    /** Requests under way on the old client come to their end; its connections would go on with the old certificate. */
    private void replaceClient() throws IOException {
        HttpClient old = client;
        client = builder().sslContext(tls.read()).build();
        if (old != null) {
            old.shutdown();
        }
    }

    private HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY); // agents are in the cluster, a proxy is for what is outside
    }

    /**
     * Puts into a request what its agent asks for.
     *
     * @throws AgentException when there is nothing to show, or nobody to show it to
     */
    HttpRequest.Builder sign(HttpRequest.Builder request, URI agent) throws AgentException {
        if (security.mode() == Mode.MTLS && !"https".equals(agent.getScheme())) {
            throw new AgentException(
                    PollFailure.NOT_TRUSTED,
                    "the agent must be asked over https in mode mtls, is " + agent
                            + "; set its KERNSCALE_AGENT_SECURITY to mtls");
        }
        if (!problem.isEmpty()) {
            throw new AgentException(PollFailure.NO_CREDENTIALS, problem);
        }
        return security.mode() == Mode.TOKEN ? request.header("Authorization", "Bearer " + token) : request;
    }

    /** The client for requests that are signed. */
    synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = builder().build();
            client = known;
        }
        return known;
    }

    @Override
    public void close() {
        client().shutdownNow();
    }
}
