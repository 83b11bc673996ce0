// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics;

import io.kernscale.controller.custommetrics.Refusal.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out who asks, in the order of the API server's delegated authentication: a front proxy that names somebody, a
 * client certificate, a bearer token. Who shows nothing is anonymous; who shows something that proves nothing is refused.
 * Thread-safe. Source: apiserver/pkg/authentication/authenticatorfactory/delegating.go.
 */
final class Authenticator {

    /** How long a token's owner is remembered, as {@code --authentication-token-webhook-cache-ttl} has it. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private static final String BEARER = "bearer ";

    private final TrustSource trust;
    private final Reviews reviews;
    private final Briefly<String, Optional<Caller>> tokens = new Briefly<>(REMEMBERED);

    Authenticator(TrustSource trust, Reviews reviews) {
        this.trust = trust;
        this.reviews = reviews;
    }

    /** @throws Refusal {@code Unauthorized}, with all that failed */
    Caller authenticate(Request request, Instant now) throws Refusal {
        List<String> failures = new ArrayList<>();
        Trust known = trust.current();
        Optional<Caller> caller = byCertificate(request, known, failures);
        if (caller.isEmpty() && !request.certificates().isEmpty()) {
            Trust newer = trust.renewed(); // the authority may have changed a moment ago
            if (!newer.equals(known)) {
                failures.clear();
                caller = byCertificate(request, newer, failures);
            }
        }
        if (caller.isEmpty()) {
            caller = byToken(request, now, failures);
        }
        if (caller.isEmpty() && !failures.isEmpty()) {
            throw new Refusal(Reason.Unauthorized, "Unauthorized: " + String.join("; ", failures));
        }
        return caller.map(Caller::authenticated).orElse(Caller.ANONYMOUS);
    }

    private static Optional<Caller> byCertificate(Request request, Trust trust, List<String> failures) {
        return request.certificates().isEmpty()
                ? Optional.empty()
                : byProxy(request, trust, failures).or(() -> byOwnCertificate(request, trust, failures));
    }

    private static Optional<Caller> byProxy(Request request, Trust trust, List<String> failures) {
        if (trust.proxyAuthorities().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> problem = Certificates.problem(request.certificates(), trust.proxyAuthorities());
        if (problem.isPresent()) {
            failures.add("as a front proxy: " + problem.get());
            return Optional.empty();
        }
        String name = Certificates.commonName(request.certificates().getFirst());
        if (!trust.proxyNames().isEmpty() && !trust.proxyNames().contains(name)) {
            failures.add("as a front proxy: the common name must be one of " + trust.proxyNames() + ", was: " + name);
            return Optional.empty();
        }
        return request.first(trust.userHeaders())
                .map(user -> new Caller(
                        user,
                        request.first(trust.uidHeaders()).orElse(""),
                        request.all(trust.groupHeaders()),
                        extra(request, trust.extraPrefixes())));
    }

    private static Map<String, List<String>> extra(Request request, List<String> prefixes) {
        Map<String, List<String>> extra = new HashMap<>();
        for (String prefix : prefixes) {
            request.headers().forEach((name, values) -> {
                if (name.startsWith(prefix)) {
                    extra.computeIfAbsent(decoded(name.substring(prefix.length())), key -> new ArrayList<>())
                            .addAll(values);
                }
            });
        }
        return extra;
    }

    /** Header names cannot hold every letter that a key can; what is not encoded is the key itself. */
    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static Optional<Caller> byOwnCertificate(Request request, Trust trust, List<String> failures) {
        if (trust.clientAuthorities().isEmpty()) {
            return Optional.empty();
        }
        Optional<String> problem = Certificates.problem(request.certificates(), trust.clientAuthorities());
        if (problem.isPresent()) {
            failures.add("as a client: " + problem.get());
            return Optional.empty();
        }
        X509Certificate own = request.certificates().getFirst();
        String name = Certificates.commonName(own);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Caller(name, "", Certificates.organizations(own), Map.of()));
    }

    private Optional<Caller> byToken(Request request, Instant now, List<String> failures) {
        String header = request.first(List.of("authorization")).orElse("");
        if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return Optional.empty();
        }
        String token = header.substring(BEARER.length()).strip();
        try {
            Optional<Caller> owner = tokens.get(hashed(token), now, () -> reviews.token(token));
            if (owner.isEmpty()) {
                failures.add("the bearer token is nobody's");
            }
            return owner;
        } catch (ReviewException e) {
            failures.add("the bearer token cannot be reviewed: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Tokens themselves are not kept. */
    private static String hashed(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
