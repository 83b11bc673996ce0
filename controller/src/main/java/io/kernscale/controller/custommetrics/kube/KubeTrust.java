// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.custommetrics.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kernscale.controller.collect.kube.Json;
import io.kernscale.controller.collect.kube.KubeException;
import io.kernscale.controller.collect.kube.KubeHttp;
import io.kernscale.controller.custommetrics.Trust;
import io.kernscale.controller.custommetrics.TrustSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ConfigMap {@code kube-system/extension-apiserver-authentication}, which the role
 * {@code extension-apiserver-authentication-reader} there allows. Read when it is asked for and its last reading is a
 * while ago; what was read last stays while it cannot be read, and before the first reading nobody is trusted.
 * Thread-safe: one thread reads, the others go by what is known.
 */
public final class KubeTrust implements TrustSource {

    private static final Logger log = LoggerFactory.getLogger(KubeTrust.class);

    private static final String PATH = "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication";
    private static final int FORBIDDEN = 403;
    private static final String NEXT_STEP =
            "; bind the role extension-apiserver-authentication-reader in kube-system to the controller's account";

    private static final Duration USUAL_AGE = Duration.ofSeconds(30);

    /** Somebody who is refused makes it be read anew at most so often. */
    private static final Duration LEAST_AGE = Duration.ofSeconds(2);

    private final KubeHttp http;
    private final Supplier<Instant> now;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Trust trust = Trust.NOBODY;
    private volatile @Nullable Instant readAt;
    private @Nullable String problem;

    public KubeTrust(KubeHttp http, Supplier<Instant> now) {
        this.http = http;
        this.now = now;
    }

    @Override
    public Trust current() {
        return noOlderThan(USUAL_AGE);
    }

    @Override
    public Trust renewed() {
        return noOlderThan(LEAST_AGE);
    }

    private Trust noOlderThan(Duration age) {
        Instant last = readAt;
        if (last == null) {
            reading.lock(); // there is nothing to go by yet
        } else if (now.get().isBefore(last.plus(age)) || !reading.tryLock()) {
            return trust;
        }
        try {
            Instant meanwhile = readAt;
            if (meanwhile == null || !now.get().isBefore(meanwhile.plus(age))) {
                read();
                readAt = now.get();
            }
        } finally {
            reading.unlock();
        }
        return trust;
    }

    private void read() {
        try {
            trust = parse(http.get(PATH));
            say(
                    trust.proxyAuthorities().isEmpty()
                            ? "it has no requestheader-client-ca-file: the API server runs without its aggregation layer"
                            : null);
        } catch (KubeException e) {
            say(e.getMessage() + (e.status() == FORBIDDEN ? NEXT_STEP : ""));
        } catch (CertificateException | JsonParseException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    /** Each problem once, until there is another or none. */
    private void say(@Nullable String next) {
        if (next != null && !next.equals(problem)) {
            log.warn("cannot tell a front proxy by kube-system/extension-apiserver-authentication: {}", next);
        }
        problem = next;
    }

    static Trust parse(JsonObject configMap) throws CertificateException {
        return new Trust(
                certificates(configMap, "client-ca-file"),
                certificates(configMap, "requestheader-client-ca-file"),
                texts(configMap, "requestheader-allowed-names"),
                headers(configMap, "requestheader-username-headers"),
                headers(configMap, "requestheader-uid-headers"),
                headers(configMap, "requestheader-group-headers"),
                headers(configMap, "requestheader-extra-headers-prefix"));
    }

    private static List<X509Certificate> certificates(JsonObject configMap, String key) throws CertificateException {
        byte[] pem = data(configMap, key).getBytes(StandardCharsets.UTF_8);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** A JSON list within a text. */
    private static List<String> texts(JsonObject configMap, String key) {
        JsonElement list = JsonParser.parseString(Optional.of(data(configMap, key))
                .filter(text -> !text.isBlank())
                .orElse("[]"));
        if (!(list instanceof JsonArray array)) {
            throw new JsonParseException(key + " must be a JSON list, was: " + list);
        }
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static List<String> headers(JsonObject configMap, String key) {
        return texts(configMap, key).stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty()) // an empty prefix would take every header for one
                .toList();
    }

    private static String data(JsonObject configMap, String key) {
        return Json.text("", configMap, "data", key);
    }
}
