// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.agent;

import static java.util.Objects.requireNonNullElse;

import io.kernscale.controller.collect.AgentEndpoint;
import io.kernscale.controller.collect.PollFailure;
import io.kernscale.controller.collect.PollResult.Answered;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;

/** Fetches one report from one agent. Blocks; meant for virtual threads. Thread-safe. */
final class AgentHttp implements AutoCloseable {

    private final ReportReader reader = new ReportReader();
    private final HttpClient http;
    private final Duration timeout;
    private final long maxReportBytes;

    AgentHttp(Duration timeout, long maxReportBytes) {
        this.timeout = timeout;
        this.maxReportBytes = maxReportBytes;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY) // agents are in the cluster, a proxy is for what is outside
                .build();
    }

    /**
     * Asks for the report.
     *
     * @throws AgentException when there is none, or none that can be used
     */
    Answered fetch(AgentEndpoint agent) throws AgentException, InterruptedException {
        try {
            HttpResponse<InputStream> response =
                    http.send(request(agent.url()), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) { // closed before its end, it cuts the connection
                return answer(agent, response, body);
            }
        } catch (JacksonIOException e) {
            throw failure(requireNonNullElse(e.getCause(), e));
        } catch (JacksonException e) {
            throw new AgentException(PollFailure.INVALID_JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private HttpRequest request(URI url) {
        return HttpRequest.newBuilder(url.resolve("/v1/report"))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .build();
    }

    private Answered answer(AgentEndpoint agent, HttpResponse<InputStream> response, InputStream body)
            throws AgentException, IOException {
        if (response.statusCode() != 200) {
            throw new AgentException(PollFailure.HTTP_STATUS, "HTTP status " + response.statusCode());
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

    private static InputStream decoded(HttpResponse<InputStream> response, InputStream body) throws IOException {
        return response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")
                ? new GZIPInputStream(body)
                : body;
    }

    private AgentException failure(Throwable e) {
        return switch (e) {
            case LimitedInputStream.TooLargeException tooLarge ->
                new AgentException(PollFailure.TOO_LARGE, "the report is larger than " + maxReportBytes + " bytes");
            case HttpTimeoutException late ->
                new AgentException(PollFailure.TIMEOUT, "no answer within " + timeout.toMillis() + " ms");
            case ConnectException unreachable ->
                new AgentException(PollFailure.CONNECTION_FAILED, "nobody listens there, or no way leads there");
            default -> new AgentException(PollFailure.CONNECTION_FAILED, e.toString());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
