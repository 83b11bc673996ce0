// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.kube;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the Kubernetes API is.
 *
 * @param url       {@code https://10.43.0.1:443}, or plain HTTP for a test cluster
 * @param tokenFile bearer token, read again before each request because it rotates; empty to send none
 * @param caFile    certificates to trust, PEM; empty for those of the JDK
 */
public record ApiServer(URI url, Optional<Path> tokenFile, Optional<Path> caFile) {

    public ApiServer {
        requireNonNull(url, "url");
        requireNonNull(tokenFile, "tokenFile");
        requireNonNull(caFile, "caFile");
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException(
                    "the API server's URL must begin with http:// or https://, was: " + url + "; correct it");
        }
    }
}
