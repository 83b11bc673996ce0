// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads lists and watches of pods as they stream in, keeping metadata only: a node's pods are megabytes of JSON, their
 * names are not. Malformed JSON is a {@code JacksonException}.
 */
final class PodJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** One page of a list; {@code next} is empty on the last. */
    record Page(List<PodMetadata> pods, String resourceVersion, String next) {}

    /** One event of a watch; {@code code} is the status code of {@code ERROR}, else 0. */
    record Event(String type, Optional<PodMetadata> pod, String resourceVersion, int code) {}

    private final JsonParser json;

    private PodJson(JsonParser json) {
        this.json = json;
    }

    static Page list(InputStream in) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            return new PodJson(parser).page();
        }
    }

    /** Takes one event; by throwing it ends the watch. */
    interface EventReader {
        void read(Event event) throws IOException;
    }

    /** Tells each event until the stream ends. */
    static void watch(InputStream in, EventReader events) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            var reader = new PodJson(parser);
            while (parser.nextToken() != null) {
                events.read(reader.event());
            }
        }
    }

    private Page page() {
        json.nextToken();
        expectObject();
        List<PodMetadata> pods = new ArrayList<>();
        Metadata own = new Metadata();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("metadata")) {
                own = metadata();
            } else if (field.equals("items") && json.currentToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    expectObject();
                    object().metadata.pod().ifPresent(pods::add);
                }
            } else {
                json.skipChildren();
            }
        }
        return new Page(pods, own.resourceVersion, own.next);
    }

    private Event event() {
        expectObject();
        String type = "";
        Body body = new Body(new Metadata(), 0);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            if (field.equals("type")) {
                type = text();
            } else if (field.equals("object") && json.currentToken() == JsonToken.START_OBJECT) {
                body = object();
            } else {
                json.skipChildren();
            }
        }
        return new Event(type, body.metadata.pod(), body.metadata.resourceVersion, body.code);
    }

    private record Body(Metadata metadata, int code) {}

    private Body object() {
        Metadata metadata = new Metadata();
        int code = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                metadata = metadata();
            } else if (field.equals("code") && value == JsonToken.VALUE_NUMBER_INT) {
                code = json.getIntValue();
            } else {
                json.skipChildren();
            }
        }
        return new Body(metadata, code);
    }

    private Metadata metadata() {
        Metadata metadata = new Metadata();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "uid" -> metadata.uid = text();
                case "name" -> metadata.name = text();
                case "namespace" -> metadata.namespace = text();
                case "resourceVersion" -> metadata.resourceVersion = text();
                case "continue" -> metadata.next = text();
                case "annotations" -> metadata.configHash = configHash();
                default -> json.skipChildren();
            }
        }
        return metadata;
    }

    private @Nullable String configHash() {
        String hash = null;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return null; // annotations: null
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            json.nextToken();
            if (key.equals("kubernetes.io/config.hash")) {
                hash = text();
            } else {
                json.skipChildren();
            }
        }
        return hash;
    }

    /** The string at hand; empty for anything else, which is skipped. */
    private String text() {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        json.skipChildren();
        return "";
    }

    private void expectObject() {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "expected a JSON object, found: " + json.currentToken());
        }
    }

    private static final class Metadata {
        private String uid = "";
        private String name = "";
        private String namespace = "";
        private String resourceVersion = "";
        private String next = "";
        private @Nullable String configHash;

        private Optional<PodMetadata> pod() {
            return uid.isEmpty() || name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PodMetadata(
                            new PodName(uid, namespace, name),
                            Optional.ofNullable(configHash).filter(hash -> !hash.isEmpty()),
                            resourceVersion));
        }
    }
}
