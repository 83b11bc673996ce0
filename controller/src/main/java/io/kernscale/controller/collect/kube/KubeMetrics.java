// SPDX-License-Identifier: Apache-2.0
package io.kernscale.controller.collect.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kernscale.controller.collect.MetricReading;
import io.kernscale.controller.collect.MetricReading.Failed;
import io.kernscale.controller.collect.MetricReading.PodSamples;
import io.kernscale.controller.collect.MetricReading.Sample;
import io.kernscale.controller.collect.MetricReading.Values;
import io.kernscale.controller.collect.MetricSource;
import io.kernscale.controller.spec.MetricId;
import io.kernscale.controller.spec.MetricSpec.ObjectRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the aggregated APIs {@code custom.metrics.k8s.io} (v1beta2, else v1beta1) and {@code external.metrics.k8s.io}
 * (v1beta1), which adapters like Prometheus' or KEDA's serve. An empty list is a failure there, as the Horizontal Pod
 * Autoscaler has it: nothing measured is not zero. Thread-safe.
 */
public final class KubeMetrics implements MetricSource {

    private static final String CUSTOM = "/apis/custom.metrics.k8s.io/";
    private static final String EXTERNAL = "/apis/external.metrics.k8s.io/v1beta1";

    /** What custom metrics without a window are taken to cover. */
    private static final Duration DEFAULT_WINDOW = Duration.ofSeconds(60);

    private static final int NOT_FOUND = 404;

    private final KubeHttp http;
    private final KubePaths paths;

    /** The version that answered last; both are tried where it does not any more. */
    private volatile String version = "v1beta2";

    public KubeMetrics(KubeHttp http, KubePaths paths) {
        this.http = http;
        this.paths = paths;
    }

    @Override
    public MetricReading ofPods(String namespace, MetricId metric, @Nullable String podSelector, Instant now) {
        String path = "/namespaces/" + namespace + "/pods/*/" + encoded(metric.name());
        return read(() -> {
            Map<String, Sample> samples = new HashMap<>();
            for (JsonObject item : items(custom(path, podSelector, metric.selector()))) {
                String pod = Json.text("", item, "describedObject", "name");
                samples.put(pod, new Sample(milli(item), measuredAt(item, now), window(item)));
            }
            return new PodSamples(samples);
        });
    }

    @Override
    public MetricReading ofObject(String namespace, ObjectRef object, MetricId metric, Instant now) {
        return read(() -> {
            JsonObject answer = custom(objectPath(namespace, object, metric), null, metric.selector());
            return values(items(answer).subList(0, 1), now);
        });
    }

    /** A namespace's own metrics stand at a path of their own, as the Go client has it. */
    private String objectPath(String namespace, ObjectRef object, MetricId metric) throws KubeException {
        String name = encoded(metric.name());
        if (object.kind().equals("Namespace")) {
            return "/namespaces/" + object.name() + "/metrics/" + name;
        }
        String resource = paths.resource(object.apiVersion(), object.kind());
        return "/namespaces/" + namespace + "/" + resource + "/" + object.name() + "/" + name;
    }

    @Override
    public MetricReading external(String namespace, MetricId metric, Instant now) {
        return read(() -> {
            String path = EXTERNAL + "/namespaces/" + namespace + "/" + encoded(metric.name());
            return values(items(http.get(path + query("labelSelector", metric.selector(), "", null))), now);
        });
    }

    private JsonObject custom(String path, @Nullable String objects, @Nullable String metrics) throws KubeException {
        String query = query("labelSelector", objects, "metricLabelSelector", metrics);
        String first = version;
        try {
            return http.get(CUSTOM + first + path + query);
        } catch (KubeException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            String other = first.equals("v1beta2") ? "v1beta1" : "v1beta2";
            if (!served(other)) {
                throw e;
            }
            JsonObject answer = http.get(CUSTOM + other + path + query);
            version = other;
            return answer;
        }
    }

    /** Not found may mean the metric as well as the version. */
    private boolean served(String candidate) {
        try {
            http.get(CUSTOM + candidate);
            return true;
        } catch (KubeException e) {
            return false;
        }
    }

    private interface Request {
        MetricReading read() throws KubeException;
    }

    private static MetricReading read(Request request) {
        try {
            return request.read();
        } catch (KubeException e) {
            return new Failed(String.valueOf(e.getMessage()));
        }
    }

    private static List<JsonObject> items(JsonObject list) throws KubeException {
        List<JsonObject> items = Json.objects(list, "items");
        if (items.isEmpty()) {
            throw new KubeException(0, "the metrics API has no values of it");
        }
        return items;
    }

    private static Values values(List<JsonObject> items, Instant now) throws KubeException {
        List<Long> milli = new ArrayList<>();
        Instant oldest = now;
        for (JsonObject item : items) {
            milli.add(milli(item));
            Instant at = measuredAt(item, now);
            oldest = at.isBefore(oldest) ? at : oldest;
        }
        return new Values(milli, oldest);
    }

    private static Instant measuredAt(JsonObject item, Instant now) {
        Instant at = Json.instant(item, "timestamp");
        return at == null ? now : at;
    }

    private static Duration window(JsonObject item) {
        String seconds = Json.text(item, "windowSeconds");
        String older = Json.text(item, "window");
        try {
            String known = seconds == null ? older : seconds;
            return known == null ? DEFAULT_WINDOW : Duration.ofSeconds(Long.parseLong(known));
        } catch (NumberFormatException e) {
            return DEFAULT_WINDOW;
        }
    }

    private static long milli(JsonObject item) throws KubeException {
        JsonElement value = Json.at(item, "value");
        Long milli = Quantities.rounded(value, Quantities.MILLI);
        if (milli == null) {
            throw new KubeException(0, "the metrics API's value must be a quantity, was: " + value);
        }
        return milli;
    }

    private static String query(String name, @Nullable String value, String otherName, @Nullable String otherValue) {
        List<String> parameters = new ArrayList<>();
        if (value != null) {
            parameters.add(name + "=" + encoded(value));
        }
        if (otherValue != null) {
            parameters.add(otherName + "=" + encoded(otherValue));
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
