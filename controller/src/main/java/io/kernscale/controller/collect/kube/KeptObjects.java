// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.informer.ListerWatcher;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubernetes.client.util.CallGeneratorParams;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.Watchable;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesApi;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesListObject;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import io.kubernetes.client.util.generic.options.ListOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Lists and watches one resource. A list comes in chunks, of each of which only what matters stays: 150,000 pods are
 * several hundred MB of JSON, and as one answer some GB of heap. Thread-safe.
 */
final class KeptObjects<T> implements ListerWatcher<KeptObject<T>, KeptObjects.Listed<T>> {

    /** What kubectl and client-go ask for at once. */
    static final int CHUNK = 500;

    private final DynamicKubernetesApi api;
    private final Function<JsonObject, T> parse;

    /** @param parse reads what matters of an object */
    KeptObjects(DynamicKubernetesApi api, Function<JsonObject, T> parse) {
        this.api = api;
        this.parse = parse;
    }

    /** Of no certain version: an API server that is asked for one from its cache takes no notice of chunks. */
    @Override
    public Listed<T> list(CallGeneratorParams params) throws ApiException {
        List<KeptObject<T>> items = new ArrayList<>();
        ListOptions chunk = new ListOptions();
        chunk.setLimit(CHUNK);
        V1ListMeta first = null;
        do {
            DynamicKubernetesListObject some =
                    api.list(chunk).throwsApiException().getObject();
            some.getItems().forEach(object -> items.add(keep(object)));
            first = first == null ? some.getMetadata() : first; // a watch from there on misses nothing
            chunk.setContinue(some.getMetadata().getContinue());
        } while (chunk.getContinue() != null && !chunk.getContinue().isEmpty());
        return new Listed<>(first, items);
    }

    @Override
    public Watchable<KeptObject<T>> watch(CallGeneratorParams params) throws ApiException {
        ListOptions options = new ListOptions();
        options.setResourceVersion(params.resourceVersion);
        options.setTimeoutSeconds(params.timeoutSeconds);
        return new Told(api.watch(options));
    }

    private KeptObject<T> keep(DynamicKubernetesObject object) {
        return new KeptObject<>(object.getRaw(), parse.apply(object.getRaw()));
    }

    /** All objects, without their JSON. */
    record Listed<T>(V1ListMeta metadata, List<KeptObject<T>> items) implements KubernetesListObject {

        @Override
        public V1ListMeta getMetadata() {
            return metadata;
        }

        @Override
        public List<KeptObject<T>> getItems() {
            return items;
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

    /** The API server's news, read as they come. */
    private final class Told implements Watchable<KeptObject<T>> {

        private final Watchable<DynamicKubernetesObject> news;

        Told(Watchable<DynamicKubernetesObject> news) {
            this.news = news;
        }

        @Override
        public boolean hasNext() {
            return news.hasNext();
        }

        @Override
        public Watch.Response<KeptObject<T>> next() {
            Watch.Response<DynamicKubernetesObject> told = news.next();
            return told.object == null
                    ? new Watch.Response<>(told.type, told.status)
                    : new Watch.Response<>(told.type, keep(told.object));
        }

        @Override
        public Iterator<Watch.Response<KeptObject<T>>> iterator() {
            return this;
        }

        @Override
        public void close() throws IOException {
            news.close();
        }
    }
}
