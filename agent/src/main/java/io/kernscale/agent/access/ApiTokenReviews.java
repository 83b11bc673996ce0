// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import io.kernscale.agent.kube.ApiClient;
import io.kernscale.agent.kube.ApiServer;
import io.kernscale.agent.kube.BoundedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** TokenReviews of the Kubernetes API, {@code authentication.k8s.io/v1}. */
final class ApiTokenReviews implements TokenReviews {

    private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 1L << 20;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final ApiServer server;
    private final String audience;
    private @Nullable ApiClient client;

    /** @param audience whom the token must be made for; an API server that ignores audiences counts as a refusal */
    ApiTokenReviews(ApiServer server, String audience) {
        this.server = server;
        this.audience = audience;
    }

    @Override
    public Review of(String token) throws IOException, InterruptedException {
        ApiClient used = client();
        try {
            return used.post(PATH, request(token), DEADLINE, this::read);
        } catch (JacksonException malformed) {
            throw new IOException("the answer is no TokenReview: " + malformed.getOriginalMessage(), malformed);
        } catch (IOException failed) {
            forget(used); // the next one reads the CA anew
            throw failed;
        }
    }

    private synchronized ApiClient client() throws IOException {
        ApiClient known = client;
        if (known == null) {
            known = new ApiClient(server);
            client = known;
        }
        return known;
    }

    private synchronized void forget(ApiClient failed) {
        if (client == failed) {
            client = null;
            failed.close();
        }
    }

    private byte[] request(String token) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("apiVersion", "authentication.k8s.io/v1");
            json.writeStringProperty("kind", "TokenReview");
            json.writeObjectPropertyStart("spec");
            json.writeStringProperty("token", token);
            json.writeArrayPropertyStart("audiences");
            json.writeString(audience);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private Review read(InputStream body) {
        try (JsonParser json =
                FACTORY.createParser(ObjectReadContext.empty(), new BoundedInputStream(body, MOST_BYTES))) {
            var status = new Status();
            json.nextToken();
            eachProperty(json, name -> {
                if (name.equals("status")) {
                    status.read(json);
                } else {
                    json.skipChildren();
                }
            });
            boolean forUs = status.audiences.contains(audience);
            return new Review(
                    status.authenticated && forUs,
                    status.user,
                    status.authenticated && !forUs ? "the token is not made for " + audience : status.error);
        }
    }

    /** {@code TokenReviewStatus}, as far as it matters here. */
    private static final class Status {
        boolean authenticated;
        String user = "";
        String error = "";
        final List<String> audiences = new ArrayList<>();

        void read(JsonParser json) {
            eachProperty(json, name -> {
                switch (name) {
                    case "authenticated" -> authenticated = json.currentToken() == JsonToken.VALUE_TRUE;
                    case "error" -> error = json.getString();
                    case "audiences" -> {
                        while (json.nextToken() == JsonToken.VALUE_STRING) {
                            audiences.add(json.getString());
                        }
                    }
                    case "user" ->
                        eachProperty(json, field -> {
                            if (field.equals("username")) {
                                user = json.getString();
                            } else {
                                json.skipChildren();
                            }
                        });
                    default -> json.skipChildren();
                }
            });
        }
    }

    private interface OnProperty {
        void named(String name);
    }

    /** The properties of the object that the parser stands at, each at its value. */
    private static void eachProperty(JsonParser json, OnProperty property) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            property.named(name);
        }
    }
}
