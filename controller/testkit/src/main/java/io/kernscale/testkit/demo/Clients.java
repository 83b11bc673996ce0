// SPDX-License-Identifier: Apache-2.0
package io.kernscale.testkit.demo;

import io.kernscale.testkit.api.KubernetesApi;
import io.kernscale.testkit.cluster.Pods;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A closed load: each client asks, waits for the answer, thinks, and asks again. It keeps one connection, to one of the
 * ready pods; when there are more pods, the clients spread over them anew. Thinking times are exponential, from a seed.
 */
public final class Clients implements AutoCloseable {
    private static final Duration PAUSE_WITHOUT_PODS = Duration.ofMillis(100);

    private final KubernetesApi api;
    private final String app;
    private final long seed;
    private final Duration think;
    private final Latencies latencies = new Latencies();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int count;

    /** @param app label of the pods to ask */
    public Clients(KubernetesApi api, String app, Duration think, long seed) {
        this.api = api;
        this.app = app;
        this.think = think;
        this.seed = seed;
    }

    /** So many clients from now on; they only become more. */
    public synchronized void growTo(int clients) {
        while (count < clients) {
            int client = count++;
            threads.execute(() -> run(client));
        }
    }

    public synchronized int count() {
        return count;
    }

    public Latencies latencies() {
        return latencies;
    }

    private void run(int client) {
        var random = new Random(seed + client);
        try (var connection = new Connection()) {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(Duration.ofNanos((long) (-Math.log(1 - random.nextDouble()) * think.toNanos())));
                List<String> pods = Pods.readyAddresses(api, app);
                if (pods.isEmpty()) {
                    Thread.sleep(PAUSE_WITHOUT_PODS);
                } else {
                    ask(connection, pods.get(client % pods.size()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the load ends
        }
    }

    private void ask(Connection connection, String pod) {
        long start = System.nanoTime();
        try {
            connection.ask(pod);
            latencies.add(System.nanoTime(), System.nanoTime() - start);
        } catch (IOException e) {
            connection.close(); // the pod is going; the next request goes to another
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
