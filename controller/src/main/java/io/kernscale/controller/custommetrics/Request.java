// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import static java.util.Objects.requireNonNull;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, as far as anybody looks at it.
 *
 * @param method       {@code GET}
 * @param path         as sent, percent signs and all
 * @param query        decoded; of a repeated parameter the last
 * @param headers      all values, by names in lower case
 * @param certificates that the client has shown and holds the key of, its own first; nobody has looked at them yet
 */
record Request(
        String method,
        String path,
        Map<String, String> query,
        Map<String, List<String>> headers,
        List<X509Certificate> certificates) {

    Request {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        certificates = List.copyOf(certificates);
    }

    /** The first of these headers that has a value. */
    Optional<String> first(List<String> names) {
        return all(names).stream().findFirst();
    }

    /** All values of these headers, in their order. */
    List<String> all(List<String> names) {
        return names.stream()
                .flatMap(name -> headers.getOrDefault(name, List.of()).stream())
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
