// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * The body of a PATCH.
 *
 * @param format how to read it
 * @param body   as it came
 */
record Patch(Format format, String body) {

    /** The content types that an API server takes; {@code application/json} is none of them. */
    enum Format {
        JSON("application/json-patch+json"),
        MERGE("application/merge-patch+json"),
        STRATEGIC("application/strategic-merge-patch+json"),
        APPLY("application/apply-patch+yaml");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }
    }

    static Patch of(ResourceType type, String contentType, String body) {
        String bare = contentType.split(";", 2)[0].trim();
        for (Format format : Format.values()) {
            boolean refused = format == Format.STRATEGIC && type.has(ResourceType.Trait.CUSTOM);
            if (format.contentType.equals(bare) && !refused) {
                return new Patch(format, body);
            }
        }
        throw new ApiFailure(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
                        + (type.has(ResourceType.Trait.CUSTOM) ? "" : ", application/strategic-merge-patch+json"));
    }

    /** The object after the patch; {@code current} stays as it is. */
    JsonObject applyTo(JsonObject current) {
        return switch (format) {
            case JSON -> JsonPatch.apply(current, parsed());
            case MERGE -> MergePatch.plain(current, Json.parse(body));
            case STRATEGIC -> MergePatch.strategic(current, Json.parse(body));
            case APPLY -> MergePatch.strategic(current, Json.parseYaml(body));
        };
    }

    private JsonElement parsed() {
        try {
            return JsonParser.parseString(body);
        } catch (JsonParseException e) {
            throw ApiFailure.badRequest("the JSON patch is not JSON: " + e.getMessage());
        }
    }
}
