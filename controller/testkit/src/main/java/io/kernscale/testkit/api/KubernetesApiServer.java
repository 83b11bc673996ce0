// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.api;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes API server on a loopback port. One virtual thread a request; a watch keeps its own until it ends.
 *
 * <p>What it does not do: authentication, admission webhooks, CEL rules, managed fields.
 */
public final class KubernetesApiServer implements AutoCloseable {

    static {
        // without it, answers on a kept connection wait 40 ms for the client's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final KubernetesApi api = new KubernetesApi(InstantSource.system());
    private final Faults faults = new Faults();
    private final Access access = new Access();
    private final List<RecordedRequest> recorded = new CopyOnWriteArrayList<>();
    private final List<Consumer<ApiRequest>> listeners = new CopyOnWriteArrayList<>();
    private int port;
    private @Nullable Run run;

    /** From one start to the next stop. */
    private static final class Run {
        final HttpServer http;
        final ExecutorService threads;
        volatile boolean isOpen = true;

        Run(HttpServer http, ExecutorService threads) {
            this.http = http;
            this.threads = threads;
        }
    }

    private KubernetesApiServer() {}

    /** Starts on a free port. */
    public static KubernetesApiServer start() {
        var server = new KubernetesApiServer();
        server.resume();
        return server;
    }

    /** Listens again after {@link #stop}, on the same port, with the same objects. */
    public synchronized void resume() {
        if (run != null) {
            return;
        }
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            var started = new Run(http, threads);
            http.setExecutor(threads);
            http.createContext(
                    "/", new ApiHandler(api, faults, access, () -> started.isOpen, listeners, recorded::add));
            http.start();
            port = http.getAddress().getPort();
            run = started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on loopback port " + port, e);
        }
    }

    /** Cuts all connections and watches, and listens no longer. The objects stay. */
    public synchronized void stop() {
        Run stopping = run;
        if (stopping == null) {
            return;
        }
        run = null;
        stopping.isOpen = false;
        stopping.http.stop(0);
        api.store.wakeUp();
        stopping.threads.shutdownNow();
    }

    /** As when the real server's process is replaced: all connections and watches drop, the data stays. */
    public void restart() {
        stop();
        resume();
    }

    /** Forgets the history of changes: a watch that resumes from before is told 410. */
    public void compact() {
        api.store.compact();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The same objects without HTTP. */
    public KubernetesApi api() {
        return api;
    }

    public Faults faults() {
        return faults;
    }

    /** Whose tokens there are, and what they may. */
    public Access access() {
        return access;
    }

    /** All requests that were answered, in the order of their answers; a watch counts when it starts. */
    public List<RecordedRequest> requests() {
        return List.copyOf(recorded);
    }

    public List<RecordedRequest> requests(Predicate<ApiRequest> matches) {
        return recorded.stream().filter(entry -> matches.test(entry.request())).toList();
    }

    public void forgetRequests() {
        recorded.clear();
    }

    /** Calls {@code listener} for every request, before it is done, on the request's thread. */
    public void onRequest(Consumer<ApiRequest> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        stop();
    }
}
