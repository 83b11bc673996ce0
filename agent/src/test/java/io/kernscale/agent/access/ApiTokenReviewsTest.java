// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kernscale.agent.access.TokenReviews.Review;
import io.kernscale.agent.kube.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiTokenReviewsTest {

    private static final String AUDIENCE = "kernscale-agent";

    private HttpServer server;
    private ApiTokenReviews reviews;
    private volatile String path = "";
    private volatile String request = "";
    private volatile int status = 201;
    private volatile String answer = "{}";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            path = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        reviews = new ApiTokenReviews(new ApiServer(url, Optional.empty(), Optional.empty()), AUDIENCE);
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    record Row(String name, String status, Review review) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> answers() {
        String user = "\"user\":{\"uid\":\"1\",\"username\":\"u\",\"groups\":[\"g\"],\"extra\":{\"k\":[\"v\"]}}";
        return Stream.of(
                new Row(
                        "a good token",
                        "{\"authenticated\":true," + user + ",\"audiences\":[\"a\",\"kernscale-agent\"]}",
                        new Review(true, "u", "")),
                new Row(
                        "a token for somebody else",
                        "{\"authenticated\":true," + user + ",\"audiences\":[\"vault\"]}",
                        new Review(false, "u", "the token is not made for kernscale-agent")),
                new Row(
                        "an API server that ignores audiences",
                        "{\"authenticated\":true," + user + "}",
                        new Review(false, "u", "the token is not made for kernscale-agent")),
                new Row(
                        "no token",
                        "{\"user\":{},\"error\":\"invalid bearer token\"}",
                        new Review(false, "", "invalid bearer token")),
                new Row("no status", "{}", new Review(false, "", "")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void readsTheAnswer(Row row) throws Exception {
        answer = "{\"kind\":\"TokenReview\",\"metadata\":{\"a\":[{}]},\"spec\":{\"token\":\"t\"},\"status\":"
                + row.status + "}";
        assertThat(reviews.of("t")).isEqualTo(row.review);
    }

    @Test
    void asksForOneAudience() throws Exception {
        reviews.of("a \"token\"");

        assertThat(path).isEqualTo("POST /apis/authentication.k8s.io/v1/tokenreviews");
        JsonNode sent = JsonMapper.shared().readTree(request);
        assertThat(sent.at("/kind").asString()).isEqualTo("TokenReview");
        assertThat(sent.at("/spec/token").asString()).isEqualTo("a \"token\"");
        assertThat(sent.at("/spec/audiences").toString()).isEqualTo("[\"kernscale-agent\"]");
    }

    @Test
    void saysWhichRightIsMissing() {
        status = 403;
        assertThatThrownBy(() -> reviews.of("t"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answered 403: not allowed; the service account needs create on tokenreviews");
    }

    @Test
    void whatIsNoReviewIsNoAnswer() {
        answer = "<html>";
        assertThatThrownBy(() -> reviews.of("t")).isInstanceOf(IOException.class);
    }

    @Test
    void comesBackAfterAnApiServerThatWasAway() throws Exception {
        status = 500;
        assertThatThrownBy(() -> reviews.of("t")).isInstanceOf(IOException.class);
        status = 201;
        assertThat(reviews.of("t")).isEqualTo(new Review(false, "", ""));
    }
}
