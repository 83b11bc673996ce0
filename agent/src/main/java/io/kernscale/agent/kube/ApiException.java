// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.kube;

import java.io.IOException;

/** The API server answered, but did not do what was asked. */
public final class ApiException extends IOException {
    private static final long serialVersionUID = 1;

    private final int statusCode;

    /** @param path what was asked for */
    public ApiException(String method, String path, int statusCode) {
        super(path + " answered " + statusCode + hint(method, statusCode));
        this.statusCode = statusCode;
    }

    /** True when the resource version is too old, so that only a new list helps. */
    public boolean gone() {
        return statusCode == 410;
    }

    private static String hint(String method, int statusCode) {
        return switch (statusCode) {
            case 401 -> ": the token is not accepted; check the service account's token file";
            case 403 ->
                method.equals("POST")
                        ? ": not allowed; the service account needs create on tokenreviews"
                        : ": not allowed; the service account needs list and watch on pods";
            default -> "";
        };
    }
}
