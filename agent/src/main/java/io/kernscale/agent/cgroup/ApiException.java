// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import java.io.IOException;

/** The API server answered, but not with 200. */
final class ApiException extends IOException {
    private static final long serialVersionUID = 1;

    private final int statusCode;

    /** @param path what was asked for */
    ApiException(String path, int statusCode) {
        super(path + " answered " + statusCode + hint(statusCode));
        this.statusCode = statusCode;
    }

    /** True when the resource version is too old, so that only a new list helps. */
    boolean gone() {
        return statusCode == 410;
    }

    private static String hint(int statusCode) {
        return switch (statusCode) {
            case 401 -> ": the token is not accepted; check the service account's token file";
            case 403 -> ": not allowed; the service account needs get, list and watch on pods";
            default -> "";
        };
    }
}
