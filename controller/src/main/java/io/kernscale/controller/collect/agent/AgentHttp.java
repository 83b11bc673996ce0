// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult.Answered;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/** Fetches one report from one agent. Blocks; meant for virtual threads. Thread-safe. */
final class AgentHttp implements AutoCloseable {

    private static final int LONGEST_SENTENCE = 512;

    private final ReportReader reader = new ReportReader();
    private final AgentCredentials credentials;
    private final Duration timeout;
    private final long maxReportBytes;

    AgentHttp(Duration timeout, long maxReportBytes, AgentCredentials credentials) {
        this.timeout = timeout;
        this.maxReportBytes = maxReportBytes;
        this.credentials = credentials;
    }

    /**
     * Asks for the report.
     *
     * @throws AgentException when there is none, or none that can be used
     */
    Answered fetch(AgentEndpoint agent) throws AgentException, InterruptedException {
        try {
            HttpRequest request =
                    credentials.sign(request(agent.url()), agent.url()).build();
            HttpResponse<InputStream> response =
                    credentials.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) { // closed before its end, it cuts the connection
                return answer(agent, response, body);
            }
        } catch (JacksonIOException e) {
            throw failure(agent, requireNonNullElse(e.getCause(), e));
        } catch (JacksonException e) {
            throw new AgentException(PollFailure.INVALID_JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw failure(agent, e);
        }
    }

    private HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url.resolve("/v1/report"))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip");
    }

    private Answered answer(AgentEndpoint agent, HttpResponse<InputStream> response, InputStream body)
            throws AgentException, IOException {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            throw new AgentException(PollFailure.ACCESS_REFUSED, "HTTP status " + status + ": " + sentence(body));
        }
        if (status != 200) {
            throw new AgentException(PollFailure.HTTP_STATUS, "HTTP status " + status);
        }
        String type = response.headers().firstValue("Content-Type").orElse("none");
        if (!type.startsWith("application/json")) {
            throw new AgentException(
                    PollFailure.WRONG_CONTENT_TYPE,
                    "Content-Type must be application/json, was: " + Fields.shortened(type));
        }
        ReportReader.Read read = reader.read(new LimitedInputStream(decoded(response, body), maxReportBytes));
        if (!read.report().node().equals(agent.node())) {
            throw new AgentException(
                    PollFailure.OTHER_NODE,
                    "the agent of node " + agent.node() + " says it runs on "
                            + Fields.shortened(read.report().node()) + "; set its NODE_NAME from spec.nodeName");
        }
        return new Answered(agent, read.report(), read.rejectedRows());
    }

    /** What the agent says of it, to where a person would stop reading. */
    private static String sentence(InputStream body) throws IOException {
        return Fields.shortened(new String(body.readNBytes(LONGEST_SENTENCE), UTF_8).strip());
    }

    private static InputStream decoded(HttpResponse<InputStream> response, InputStream body) throws IOException {
        return response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")
                ? new GZIPInputStream(body)
                : body;
    }

    private AgentException failure(AgentEndpoint agent, Throwable e) {
        return switch (e) {
            case LimitedInputStream.TooLargeException tooLarge ->
                new AgentException(PollFailure.TOO_LARGE, "the report is larger than " + maxReportBytes + " bytes");
            case HttpTimeoutException late ->
                new AgentException(PollFailure.TIMEOUT, "no answer within " + timeout.toMillis() + " ms");
            case ConnectException unreachable ->
                new AgentException(PollFailure.CONNECTION_FAILED, "nobody listens there, or no way leads there");
            default ->
                isOfTls(e)
                        ? new AgentException(
                                PollFailure.NOT_TRUSTED,
                                "no TLS connection: " + innermost(e).getMessage()
                                        + "; see the agent's log, who signed both certificates, and until when they are"
                                        + " good")
                        : new AgentException(PollFailure.CONNECTION_FAILED, e + hint(agent));
        };
    }

    /**
     * In TLS 1.3 a client has finished its handshake before the server looks at its certificate, so the request is under
     * way when the server refuses it; closed with bytes unread, the connection is reset, and the alert that says why may
     * go with it.
     */
    private static String hint(AgentEndpoint agent) {
        return "https".equals(agent.url().getScheme())
                ? "; an agent that does not trust the controller's certificate may cut the connection so: see the"
                        + " agent's log"
                : "";
    }

    /** An agent that refuses a certificate may say so after the handshake, when its answer is read. */
    private static boolean isOfTls(@Nullable Throwable e) {
        return e != null && (e instanceof SSLException || isOfTls(e.getCause()));
    }

    private static Throwable innermost(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : innermost(cause);
    }

    /** Before a round. */
    void refreshCredentials() {
        credentials.refresh();
    }

    @Override
    public void close() {
        credentials.close();
    }
}
