// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.informer.cache.Caches;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An informer of one resource in all namespaces. Each object is read once, when the API server tells of it; what is kept
 * is what was read, not the JSON. Thread-safe.
 */
final class ObjectInformer<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ObjectInformer.class);

    private final String plural;
    private final SharedInformerFactory factory;
    private final SharedIndexInformer<KeptObject<T>> informer;
    private volatile @Nullable String lastError;
    private volatile boolean closed;

    ObjectInformer(ApiClient client, String group, String version, String plural, Function<JsonObject, T> parse) {
        this(client, group, version, plural, parse, null);
    }

    /** @param changed hears the {@code namespace/name} of what came, changed or went, once {@link #object} knows it */
    ObjectInformer(
            ApiClient client,
            String group,
            String version,
            String plural,
            Function<JsonObject, T> parse,
            @Nullable Consumer<String> changed) {
        this.plural = plural;
        this.factory = new SharedInformerFactory(client); // its own: a factory keeps one informer for each Java class
        this.informer = factory.sharedIndexInformerFor(
                new KeptObjects<>(new DynamicKubernetesApi(group, version, plural, client), parse),
                keptClass(),
                0,
                (type, error) -> failed(error));
        if (changed != null) {
            informer.addEventHandler(new Keys<>(changed));
        }
        factory.startAllRegisteredInformers();
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<KeptObject<T>> keptClass() {
        return (Class<KeptObject<T>>) (Class<?>) KeptObject.class;
    }

    /** Says it once: the reflector tries again every second. */
    private void failed(Throwable error) {
        String message = sentence(error);
        if (!closed && !message.equals(lastError)) {
            log.warn("cannot list or watch {}: {}", plural, message);
        }
        lastError = message;
    }

    private static String sentence(Throwable error) {
        if (error instanceof ApiException refused && refused.getCode() > 0) {
            return "HTTP status " + refused.getCode() + next(refused.getCode());
        }
        Throwable cause = error.getCause();
        return String.valueOf(cause == null ? error : cause).lines().findFirst().orElse("");
    }

    private static String next(int status) {
        return switch (status) {
            case 401, 403 -> ", the controller's account may not; it needs the chart's ClusterRole (rbac.create)";
            case 404 -> ", the API server does not know them; install their definition (crds.install)";
            default -> "";
        };
    }

    boolean synced() {
        return informer.hasSynced();
    }

    /** Whether there is an answer, be it that the objects cannot be listed. */
    boolean settled() {
        return synced() || lastError != null;
    }

    /** What was read of all objects. */
    List<T> objects() {
        return informer.getIndexer().list().stream().map(KeptObject::value).toList();
    }

    /** What was read of this one, {@code namespace/name}; null when it is no more. */
    @Nullable
    T object(String key) {
        KeptObject<T> kept = informer.getIndexer().getByKey(key);
        return kept == null ? null : kept.value();
    }

    /** The {@code namespace/name} of all objects. */
    List<String> keys() {
        return informer.getIndexer().listKeys();
    }

    Optional<String> problem() {
        if (synced()) {
            return Optional.empty();
        }
        return Optional.of(plural + " are not listed yet" + (lastError == null ? "" : ": " + lastError));
    }

    @Override
    public void close() {
        closed = true;
        factory.stopAllRegisteredInformers(true);
    }

    /** Tells which objects there is news of. */
    private record Keys<T>(Consumer<String> changed) implements ResourceEventHandler<KeptObject<T>> {

        @Override
        public void onAdd(KeptObject<T> object) {
            changed.accept(Caches.metaNamespaceKeyFunc(object));
        }

        @Override
        public void onUpdate(KeptObject<T> before, KeptObject<T> after) {
            changed.accept(Caches.metaNamespaceKeyFunc(after));
        }

        @Override
        public void onDelete(KeptObject<T> object, boolean stateUnknown) {
            changed.accept(Caches.metaNamespaceKeyFunc(object));
        }
    }
}
