// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.access;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a request says of who sends it.
 *
 * @param authorization the header of that name; empty when there is none
 * @param certificates  the chain whose key the connection proved, leaf first; empty without TLS or without certificate
 */
public record Caller(String authorization, List<X509Certificate> certificates) {

    public Caller {
        requireNonNull(authorization, "authorization");
        certificates = List.copyOf(certificates);
    }
}
