// SPDX-License-Identifier: Apache-2.0
package io.kernscale.agent.cgroup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kernscale.agent.cgroup.PodJson.Event;
import io.kernscale.agent.cgroup.PodJson.Page;
import io.kernscale.agent.kube.ApiClient;
import io.kernscale.agent.kube.ApiException;
import io.kernscale.agent.kube.ApiServer;
import io.kernscale.agent.kube.BoundedInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import tools.jackson.core.exc.StreamReadException;

/**
 * Pod names from the Kubernetes API: one list, then a watch from its resource version, both limited to this node. Runs
 * on a thread of its own. While the server is away the names known so far stay.
 */
final class ApiPodNames implements PodNames {
    /** With metadata only; servers that do not know this form send whole pods, which are read as well. */
    private static final String LIST_FORM =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    private static final String WATCH_FORM =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private static final long LIST_BYTES = 64L << 20;
    private static final long EVENT_BYTES = 4L << 20;
    private static final int PAGE_PODS = 250;

    /** How long things may take; shorter in tests. */
    record Timing(
            Duration list,
            Duration watch,
            Duration grace,
            Duration shortestWatch,
            Duration firstPause,
            Duration longestPause) {
        static final Timing USUAL = new Timing(
                Duration.ofSeconds(30),
                Duration.ofMinutes(4),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(30));
    }

    private final ApiServer server;
    private final String query;
    private final Timing timing;
    private final BackOff backOff;
    private final Thread thread;

    private volatile Map<String, PodMetadata> pods = new ConcurrentHashMap<>();
    private volatile String problem = "not listed yet";
    private volatile long heardAtNanos;
    private volatile boolean heard;
    private volatile boolean closed;
    private String resourceVersion = "";

    private ApiPodNames(ApiServer server, String node, Timing timing) {
        this.server = server;
        this.query = "/api/v1/pods?fieldSelector=" + encode("spec.nodeName=" + node);
        this.timing = timing;
        this.backOff = new BackOff(timing.firstPause, timing.longestPause, RandomGenerator.getDefault());
        this.thread = Thread.ofPlatform().daemon().name("pod-names").unstarted(this::run);
    }

    static ApiPodNames start(ApiServer server, String node) {
        return start(server, node, Timing.USUAL);
    }

    static ApiPodNames start(ApiServer server, String node, Timing timing) {
        var names = new ApiPodNames(server, node, timing);
        names.thread.start();
        return names;
    }

    @Override
    public Optional<PodName> of(String cgroupUid) {
        return Optional.ofNullable(pods.get(cgroupUid)).map(PodMetadata::name);
    }

    @Override
    public NamesStatus status() {
        long age = heard ? (System.nanoTime() - heardAtNanos) / 1_000_000_000L : -1;
        return new NamesStatus("kubernetes-api", pods.size(), age, problem);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try (ApiClient client = new ApiClient(server)) {
                follow(client);
            } catch (InterruptedException ended) {
                return;
            } catch (IOException | RuntimeException failure) { // malformed JSON is unchecked
                pause(failure);
            }
        }
    }

    /** Lists and watches until something fails; a new client then reads a CA that may have changed as well. */
    private void follow(ApiClient client) throws IOException, InterruptedException {
        while (!closed) {
            if (resourceVersion.isEmpty()) {
                list(client);
            }
            watch(client);
        }
    }

    private void list(ApiClient client) throws IOException, InterruptedException {
        Map<String, PodMetadata> listed = new HashMap<>();
        String next = "";
        Page page;
        do {
            String from = next.isEmpty() ? "" : "&continue=" + encode(next);
            page = client.get(
                    query + "&limit=" + PAGE_PODS + from,
                    LIST_FORM,
                    timing.list,
                    body -> PodJson.list(new BoundedInputStream(body, LIST_BYTES)));
            page.pods().forEach(pod -> listed.put(pod.cgroupUid(), pod));
            next = page.next();
        } while (!next.isEmpty());
        pods = new ConcurrentHashMap<>(listed);
        resourceVersion = page.resourceVersion();
        hear();
    }

    private void watch(ApiClient client) throws IOException, InterruptedException {
        String path = query + "&watch=true&allowWatchBookmarks=true&resourceVersion=" + encode(resourceVersion)
                + "&timeoutSeconds=" + Math.max(1, timing.watch.toSeconds());
        long before = heardAtNanos;
        long start = System.nanoTime();
        client.get(path, WATCH_FORM, timing.watch.plus(timing.grace), body -> {
            var bounded = new BoundedInputStream(body, EVENT_BYTES);
            PodJson.watch(bounded, event -> {
                bounded.renew();
                apply(event);
            });
            return true;
        });
        if (heardAtNanos == before && System.nanoTime() - start < timing.shortestWatch.toNanos()) {
            throw new IOException("the server ended the watch at once"); // or the next would follow without a pause
        }
        hear();
    }

    private void apply(Event event) throws ApiException {
        switch (event.type()) {
            case "ADDED", "MODIFIED" -> event.pod().ifPresent(pod -> pods.put(pod.cgroupUid(), pod));
            case "DELETED" -> event.pod().ifPresent(this::delete);
            case "ERROR" -> throw new ApiException("GET", "/api/v1/pods?watch", event.code());
            default -> {} // BOOKMARK carries a resource version only
        }
        if (!event.resourceVersion().isEmpty()) {
            resourceVersion = event.resourceVersion();
        }
        hear();
    }

    /** A static pod's mirror may be made anew: its hash then belongs to another UID already. */
    private void delete(PodMetadata pod) {
        pods.computeIfPresent(
                pod.cgroupUid(),
                (uid, known) -> known.name().uid().equals(pod.name().uid()) ? null : known);
    }

    private void hear() {
        heardAtNanos = System.nanoTime();
        heard = true;
        problem = "";
        backOff.reset();
    }

    private void pause(Exception failure) {
        if (closed) {
            return;
        }
        boolean expired = failure instanceof ApiException answer && answer.gone();
        if (expired || failure instanceof StreamReadException) {
            resourceVersion = ""; // list anew; a broken connection instead resumes where it broke
        }
        problem = "no pod names from " + server.url() + ": " + reason(failure)
                + "; names known so far stay, and the agent tries again";
        try {
            Thread.sleep(backOff.next());
        } catch (InterruptedException ended) {
            closed = true;
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof ApiException
                ? String.valueOf(failure.getMessage())
                : failure.toString().lines().findFirst().orElse("");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
