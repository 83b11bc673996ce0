// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final SharedIndexInformer<DynamicKubernetesObject> informer;
    private volatile @Nullable String lastError;
    private volatile boolean closed;

    ObjectInformer(ApiClient client, String group, String version, String plural, Function<JsonObject, T> parse) {
        this.plural = plural;
        this.factory = new SharedInformerFactory(client); // its own: a factory keeps one informer for each Java class
        this.informer = factory.sharedIndexInformerFor(
                new DynamicKubernetesApi(group, version, plural, client),
                DynamicKubernetesObject.class,
                0,
                "",
                (type, error) -> failed(error));
        informer.setTransform(object -> object instanceof DynamicKubernetesObject told // else it was kept already
                ? new Kept<>(told.getMetadata(), parse.apply(told.getRaw()))
                : object);
        factory.startAllRegisteredInformers();
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
            return "HTTP status " + refused.getCode();
        }
        Throwable cause = error.getCause();
        return String.valueOf(cause == null ? error : cause).lines().findFirst().orElse("");
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
        List<T> values = new ArrayList<>();
        for (KubernetesObject object : kept()) {
            if (object instanceof Kept<?> one) {
                values.add(value(one));
            }
        }
        return values;
    }

    /** The informer's type is that of what it is told; what it keeps is what the transformation has made of it. */
    @SuppressWarnings("unchecked")
    private List<KubernetesObject> kept() {
        return (List<KubernetesObject>)
                (List<? extends KubernetesObject>) informer.getIndexer().list();
    }

    @SuppressWarnings("unchecked")
    private T value(Kept<?> one) {
        return (T) one.value;
    }

    /** What an informer must know of an object to keep it, and what was read of it. */
    private static final class Kept<T> implements KubernetesObject {

        private final V1ObjectMeta metadata;
        private final T value;

        Kept(V1ObjectMeta told, T value) {
            this.metadata = new V1ObjectMeta()
                    .namespace(told.getNamespace())
                    .name(told.getName())
                    .resourceVersion(told.getResourceVersion());
            this.value = value;
        }

        @Override
        public V1ObjectMeta getMetadata() {
            return metadata;
        }

        @Override
        public String getApiVersion() {
            return "";
        }

        @Override
        public String getKind() {
            return "";
        }
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
}
