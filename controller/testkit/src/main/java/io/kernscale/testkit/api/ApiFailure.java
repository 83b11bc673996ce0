// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.google.gson.JsonObject;

/** An answer other than success, as a Kubernetes {@code Status}. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;

    /**
     * @param code    HTTP status
     * @param reason  machine-readable, CamelCase, as {@code metav1.StatusReason}
     * @param message one sentence for people
     */
    public ApiFailure(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    static ApiFailure notFound(ResourceType type, String name) {
        return new ApiFailure(404, "NotFound", type.id() + " \"" + name + "\" not found");
    }

    static ApiFailure alreadyExists(ResourceType type, String name) {
        return new ApiFailure(409, "AlreadyExists", type.id() + " \"" + name + "\" already exists");
    }

    static ApiFailure conflict(ResourceType type, String name) {
        return new ApiFailure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + type.id() + " \"" + name + "\": the object has been modified; "
                        + "please apply your changes to the latest version and try again");
    }

    static ApiFailure invalid(ResourceType type, String name, String why) {
        return new ApiFailure(422, "Invalid", type.kind() + " \"" + name + "\" is invalid: " + why);
    }

    static ApiFailure badRequest(String message) {
        return new ApiFailure(400, "BadRequest", message);
    }

    static ApiFailure expired(long revision, long oldest) {
        return new ApiFailure(410, "Expired", "too old resource version: " + revision + " (" + oldest + ")");
    }

    /** A failure for an HTTP status, with the reason that Kubernetes gives it. */
    static ApiFailure ofStatus(int code) {
        String reason = switch (code) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalError";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "Unknown";
        };
        return new ApiFailure(code, reason, "injected fault " + code);
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    JsonObject toStatus() {
        var status = new JsonObject();
        status.addProperty("kind", "Status");
        status.addProperty("apiVersion", "v1");
        status.add("metadata", new JsonObject());
        status.addProperty("status", "Failure");
        status.addProperty("message", getMessage());
        status.addProperty("reason", reason);
        status.addProperty("code", code);
        return status;
    }
}
